use mindtrace_discord::prelude::*;

#[every("5m", missed = later)]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
