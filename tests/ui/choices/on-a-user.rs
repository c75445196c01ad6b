use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(choices("me"))] value: User) {
    let _ = value;
}

fn main() {
    let _ = hello;
}
