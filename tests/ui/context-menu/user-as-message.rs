use mindtrace_discord::prelude::*;

#[message_command]
async fn hello(user: User) {
    let _ = user;
}

fn main() {
    let _ = hello;
}
