use mindtrace_discord::prelude::*;

#[command(entitled("Gold"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
