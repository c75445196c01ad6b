use mindtrace_discord::prelude::*;

#[component("vote", nsfw)]
async fn hello() {}

fn main() {
    let _ = hello;
}
