use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min_len = 1)] count: u8) {
    let _ = count;
}

fn main() {
    let _ = hello;
}
