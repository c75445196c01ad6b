use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min = 1, min = 2)] count: u8) {
    let _ = count;
}

fn main() {
    let _ = hello;
}
