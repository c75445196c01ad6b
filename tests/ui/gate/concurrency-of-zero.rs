use mindtrace_discord::prelude::*;

#[command(concurrency(user = 0))]
async fn hello() {}

fn main() {
    let _ = hello;
}
