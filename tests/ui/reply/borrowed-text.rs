use mindtrace_discord::prelude::*;

#[command]
async fn hello(ctx: &Context) -> &str {
    &ctx.author().name
}

fn main() {
    let _ = hello;
}
