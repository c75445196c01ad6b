use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rename = "context")] ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
