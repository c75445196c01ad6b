use mindtrace_discord::prelude::*;

#[group]
async fn hello() {}

fn main() {
    let _ = hello;
}
