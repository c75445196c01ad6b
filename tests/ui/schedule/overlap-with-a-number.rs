use mindtrace_discord::prelude::*;

#[every("5m", overlap = 2)]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
