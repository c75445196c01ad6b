use mindtrace_discord::prelude::*;

#[command(permissions(Permissions::KICK_MEMBER))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}
