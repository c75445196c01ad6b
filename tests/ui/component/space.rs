use mindtrace_discord::prelude::*;

#[component("my vote")]
async fn hello() {}

fn main() {
    let _ = hello;
}
