use mindtrace_discord::prelude::*;

#[user_command]
async fn hello(user: User, other: User) {
    let _ = (user, other);
}

fn main() {
    let _ = hello;
}
