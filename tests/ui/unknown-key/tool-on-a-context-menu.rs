use mindtrace_discord::prelude::*;

#[user_command(tool)]
async fn show(user: User) {
    drop(user);
}

fn main() {}
