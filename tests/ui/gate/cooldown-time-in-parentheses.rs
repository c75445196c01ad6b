use mindtrace_discord::prelude::*;

#[command(cooldown("5s"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
