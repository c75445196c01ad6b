use mindtrace_discord::prelude::*;

struct Greeting;

#[command]
async fn hello() -> Greeting {
    Greeting
}

fn main() {
    let _ = hello;
}
