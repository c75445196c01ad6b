use mindtrace_discord::prelude::*;

#[command(guilds("My server"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
