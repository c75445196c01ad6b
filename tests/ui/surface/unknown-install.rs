use mindtrace_discord::prelude::*;

#[command(installs(guild, users))]
async fn hello() {}

fn main() {
    let _ = hello;
}
