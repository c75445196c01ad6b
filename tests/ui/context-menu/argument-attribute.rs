use mindtrace_discord::prelude::*;

#[user_command]
async fn hello(#[arg(description = "Who")] user: User) {
    let _ = user;
}

fn main() {
    let _ = hello;
}
