use mindtrace_discord::prelude::*;

#[command]
async fn hello(__: String) {}

fn main() {
    let _ = hello;
}
