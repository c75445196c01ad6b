use mindtrace_discord::prelude::*;

#[command(guilds(0))]
async fn hello() {}

fn main() {
    let _ = hello;
}
