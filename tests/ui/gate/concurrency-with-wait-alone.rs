use mindtrace_discord::prelude::*;

#[command(concurrency(wait))]
async fn hello() {}

fn main() {
    let _ = hello;
}
