use mindtrace_discord::prelude::*;

#[component("vote", description = "Vote")]
async fn hello() {}

fn main() {
    let _ = hello;
}
