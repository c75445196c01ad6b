use mindtrace_discord::prelude::*;

#[command]
#[command]
async fn hello() {}

fn main() {
    let _ = hello;
}
