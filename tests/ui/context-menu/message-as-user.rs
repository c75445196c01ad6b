use mindtrace_discord::prelude::*;

#[user_command]
async fn hello(message: MessageId) {
    let _ = message;
}

fn main() {
    let _ = hello;
}
