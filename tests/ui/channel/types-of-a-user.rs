use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(channel_types(text))] value: User) {
    let _ = value;
}

fn main() {
    let _ = hello;
}
