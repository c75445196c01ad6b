use mindtrace_discord::prelude::*;

#[every("5m", timezone = "Europe/London")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
