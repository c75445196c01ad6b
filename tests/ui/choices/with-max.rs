use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices(1, 2), max = 5)] value: u8) {
    let _ = value;
}

fn main() {
    let _ = hello;
}
