use mindtrace_discord::prelude::*;

#[cron("0 0 9 * * Mon-Fri")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
