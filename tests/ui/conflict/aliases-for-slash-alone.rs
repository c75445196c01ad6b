use mindtrace_discord::prelude::*;

#[command(aliases("hi"), surfaces(slash))]
async fn hello() {}

fn main() {
    let _ = hello;
}
