use mindtrace_discord::prelude::*;

#[command(cooldown(per = "1m", scope = gild))]
async fn hello() {}

fn main() {
    let _ = hello;
}
