use mindtrace_discord::prelude::*;

#[user_command]
async fn hello(user: Option<User>) {
    let _ = user;
}

fn main() {
    let _ = hello;
}
