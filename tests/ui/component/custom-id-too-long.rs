use mindtrace_discord::prelude::*;

#[component("vovotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevotevote")]
async fn hello() {}

fn main() {
    let _ = hello;
}
