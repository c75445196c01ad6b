use mindtrace_discord::prelude::*;

#[message_command]
async fn hello() {}

fn main() {
    let _ = hello;
}
