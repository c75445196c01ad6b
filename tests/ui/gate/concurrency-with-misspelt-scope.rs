use mindtrace_discord::prelude::*;

#[command(concurrency(usr = 1))]
async fn hello() {}

fn main() {
    let _ = hello;
}
