use mindtrace_discord::prelude::*;

#[command(bot_permissions(BAN_MEMBER))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}
