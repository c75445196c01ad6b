use mindtrace_discord::prelude::*;

#[cron("0 25 * * *")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
