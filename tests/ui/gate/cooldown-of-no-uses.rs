use mindtrace_discord::prelude::*;

#[command(cooldown(uses = 0, per = "1m"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
