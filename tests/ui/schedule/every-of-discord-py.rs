use mindtrace_discord::prelude::*;

#[every(minutes = 5)]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
