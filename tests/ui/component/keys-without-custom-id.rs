use mindtrace_discord::prelude::*;

#[component(cooldown = 5)]
async fn hello() {}

fn main() {
    let _ = hello;
}
