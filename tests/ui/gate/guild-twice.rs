use mindtrace_discord::prelude::*;

#[command(guilds(1234, "1234"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
