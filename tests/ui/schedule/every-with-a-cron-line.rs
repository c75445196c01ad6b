use mindtrace_discord::prelude::*;

#[every("0 9 * * *")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
