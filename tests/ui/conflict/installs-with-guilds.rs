use mindtrace_discord::prelude::*;

#[command(installs(user), guilds(1234567890))]
async fn hello() {}

fn main() {
    let _ = hello;
}
