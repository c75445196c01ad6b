use mindtrace_discord::prelude::*;

async fn count(_: &Context) {}

#[command(after = count)]
async fn hello() {}

fn main() {
    let _ = hello;
}
