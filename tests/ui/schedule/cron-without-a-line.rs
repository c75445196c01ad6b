use mindtrace_discord::prelude::*;

#[cron]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
