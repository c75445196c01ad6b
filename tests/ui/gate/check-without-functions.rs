use mindtrace_discord::prelude::*;

#[command(check = any())]
async fn hello() {}

fn main() {
    let _ = hello;
}
