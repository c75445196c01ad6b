use mindtrace_discord::prelude::*;

#[command(concurrency = 1)]
async fn hello() {}

fn main() {
    let _ = hello;
}
