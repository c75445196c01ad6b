use mindtrace_discord::prelude::*;

struct Target;

#[user_command]
async fn hello(target: Target) {
    let _ = target;
}

fn main() {
    let _ = hello;
}
