use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(parse)] value: u8) {
    let _ = value;
}

fn main() {
    let _ = hello;
}
