use mindtrace_discord::prelude::*;

#[component(vote)]
async fn hello() {}

fn main() {
    let _ = hello;
}
