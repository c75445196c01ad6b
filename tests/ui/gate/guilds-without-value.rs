use mindtrace_discord::prelude::*;

#[command(guilds)]
async fn hello() {}

fn main() {
    let _ = hello;
}
