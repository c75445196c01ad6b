use mindtrace_discord::prelude::*;

#[component]
async fn hello() {}

fn main() {
    let _ = hello;
}
