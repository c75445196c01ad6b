use mindtrace_discord::prelude::*;

/// Says hello to everybody who is here, to everybody who was here,
/// and to everybody who will ever be here.
#[command]
async fn hello() {}

fn main() {
    let _ = hello;
}
