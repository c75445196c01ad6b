use mindtrace_discord::prelude::*;

#[command]
async fn hello(_: String) {}

fn main() {
    let _ = hello;
}
