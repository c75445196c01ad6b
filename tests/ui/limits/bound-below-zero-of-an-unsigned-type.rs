use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min = -1)] count: u32) {
    let _ = count;
}

fn main() {
    let _ = hello;
}
