use mindtrace_discord::prelude::*;

#[command(cooldown(per = "1m", scope = server))]
async fn hello() {}

fn main() {
    let _ = hello;
}
