use mindtrace_discord::prelude::*;

#[command(permissions(KICK_MEMBERS), dm_only)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}
