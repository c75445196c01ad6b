use mindtrace_discord::prelude::*;

#[cron("@daily")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
