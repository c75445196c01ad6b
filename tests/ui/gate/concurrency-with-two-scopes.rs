use mindtrace_discord::prelude::*;

#[command(concurrency(user = 1, guild = 2))]
async fn hello() {}

fn main() {
    let _ = hello;
}
