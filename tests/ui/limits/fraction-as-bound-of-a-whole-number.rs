use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min = 0.5)] count: u8) {
    let _ = count;
}

fn main() {
    let _ = hello;
}
