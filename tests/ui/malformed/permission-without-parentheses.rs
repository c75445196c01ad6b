use mindtrace_discord::prelude::*;

#[command(permissions = KICK_MEMBERS)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}
