use mindtrace_discord::prelude::*;

#[user_command(name = "Show the avatar of this very person")]
async fn hello(user: User) {
    let _ = user;
}

fn main() {
    let _ = hello;
}
