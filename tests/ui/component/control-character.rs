use mindtrace_discord::prelude::*;

#[component("vote\u{7}")]
async fn hello() {}

fn main() {
    let _ = hello;
}
