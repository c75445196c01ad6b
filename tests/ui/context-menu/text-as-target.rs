use mindtrace_discord::prelude::*;

#[user_command]
async fn hello(user: String) {
    let _ = user;
}

fn main() {
    let _ = hello;
}
