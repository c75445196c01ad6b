use mindtrace_discord::prelude::*;

#[command(intents(GUILD_MEMBRES))]
async fn hello() {}

fn main() {
    let _ = hello;
}
