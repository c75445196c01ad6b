use mindtrace_discord::prelude::*;

#[command(guild_only, dm_only)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}
