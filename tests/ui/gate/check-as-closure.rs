use mindtrace_discord::prelude::*;

#[command(check = |ctx| true)]
async fn hello() {}

fn main() {
    let _ = hello;
}
