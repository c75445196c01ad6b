use mindtrace_discord::prelude::*;

pub const LIMIT: u8 = 5;

#[command]
async fn hello(#[arg(max = LIMIT)] count: u8) {
    let _ = count;
}

fn main() {
    let _ = hello;
}
