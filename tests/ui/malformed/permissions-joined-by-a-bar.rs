use mindtrace_discord::prelude::*;

#[command(permissions(KICK_MEMBERS | BAN_MEMBERS))]
async fn hello() {}

fn main() {
    let _ = hello;
}
