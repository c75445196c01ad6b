use mindtrace_discord::prelude::*;

#[component("vote", colldown = 5)]
async fn hello() {}

fn main() {
    let _ = hello;
}
