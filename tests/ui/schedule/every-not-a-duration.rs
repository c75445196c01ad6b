use mindtrace_discord::prelude::*;

#[every("often")]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
