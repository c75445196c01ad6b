use mindtrace_discord::prelude::*;

#[component("votevotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevote")]
async fn hello() {}

fn main() {
    let _ = hello;
}
