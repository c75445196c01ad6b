use mindtrace_discord::prelude::*;

#[component("vote:{poll}")]
async fn hello() {}

fn main() {
    let _ = hello;
}
