use mindtrace_discord::prelude::*;

#[command]
#[allow(clippy::unused_async)]
/// Says hello to everybody who is here, to everybody who was here, and to everybody who will ever be here.
async fn hello() {}

fn main() {
    let _ = hello;
}
