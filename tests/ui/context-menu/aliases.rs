use mindtrace_discord::prelude::*;

#[message_command(aliases("report"))]
async fn hello(message: MessageId) {
    let _ = message;
}

fn main() {
    let _ = hello;
}
