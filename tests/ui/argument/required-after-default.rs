use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(default = 1)] count: u8, city: String) {
    let _ = (count, city);
}

fn main() {
    let _ = hello;
}
