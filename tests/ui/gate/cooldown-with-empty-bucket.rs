use mindtrace_discord::prelude::*;

#[command(cooldown(per = "1m", bucket = ""))]
async fn hello() {}

fn main() {
    let _ = hello;
}
