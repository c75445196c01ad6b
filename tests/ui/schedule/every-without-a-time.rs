use mindtrace_discord::prelude::*;

#[every]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
