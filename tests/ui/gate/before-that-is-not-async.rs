use mindtrace_discord::prelude::*;

fn log(_: &Context) {}

#[command(before = log)]
async fn hello() {}

fn main() {
    let _ = hello;
}
