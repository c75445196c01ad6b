use mindtrace_discord::prelude::*;

#[command(hiden)]
fn hello(city: &str, #[arg(min = 10, max = 1)] count: u8) -> impl ToString {
    let _ = (city, count);
    "Hello!"
}

fn main() {
    let _ = hello;
}
