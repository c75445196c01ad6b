use mindtrace_discord::prelude::*;

#[command(check)]
async fn hello() {}

fn main() {
    let _ = hello;
}
