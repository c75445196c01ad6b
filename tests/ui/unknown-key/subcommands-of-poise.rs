use mindtrace_discord::prelude::*;

#[command(subcommands("create"))]
async fn hello() {}

fn main() {
    let _ = hello;
}
