use mindtrace_discord::prelude::*;

#[user_command(name = "")]
async fn hello(user: User) {
    let _ = user;
}

fn main() {
    let _ = hello;
}
