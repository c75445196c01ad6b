use mindtrace_discord::prelude::*;

#[command(guild_cooldown = 5)]
async fn hello() {}

fn main() {
    let _ = hello;
}
