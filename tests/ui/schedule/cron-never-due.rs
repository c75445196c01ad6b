use mindtrace_discord::prelude::*;

#[cron("0 0 30 2 *")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
