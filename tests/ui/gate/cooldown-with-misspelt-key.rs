use mindtrace_discord::prelude::*;

#[command(cooldown(use = 3, per = "1m"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
