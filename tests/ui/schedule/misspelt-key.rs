use mindtrace_discord::prelude::*;

#[every("5m", run_on_start)]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
