use mindtrace_discord::prelude::*;

#[cron("0 9 * * *", timezone = "Moon/Crater")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
