use mindtrace_discord::prelude::*;

#[command(cooldown(uses = 3))]
async fn hello() {}

fn main() {
    let _ = hello;
}
