use mindtrace_discord::prelude::*;

#[command(stored)]
async fn hello() {}

fn main() {
    let _ = hello;
}
