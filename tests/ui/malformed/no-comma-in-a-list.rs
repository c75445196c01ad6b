use mindtrace_discord::prelude::*;

#[command(permissions(KICK_MEMBERS BAN_MEMBERS))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}
