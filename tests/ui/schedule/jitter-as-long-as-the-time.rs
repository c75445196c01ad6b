use mindtrace_discord::prelude::*;

#[every("5m", jitter = "5m")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
