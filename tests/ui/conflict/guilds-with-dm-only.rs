use mindtrace_discord::prelude::*;

#[command(guilds(1234), dm_only)]
async fn hello() {}

fn main() {
    let _ = hello;
}
