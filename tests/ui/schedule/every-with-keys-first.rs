use mindtrace_discord::prelude::*;

#[every(run_at_start, "5m")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
