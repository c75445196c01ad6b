use mindtrace_discord::prelude::*;

#[command(permissions(KICK))]
async fn hello() {}

fn main() {
    let _ = hello;
}
