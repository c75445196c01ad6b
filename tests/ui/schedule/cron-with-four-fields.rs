use mindtrace_discord::prelude::*;

#[cron("9 * * Mon")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
