use mindtrace_discord::prelude::*;

#[command(slash_command, required_permissions = "MANAGE_MESSAGES")]
async fn hello() {}

fn main() {
    let _ = hello;
}
