use mindtrace_discord::prelude::*;

#[every("5m")]
async fn hello(ctx: &Context) -> String {
    ctx.author().name.clone()
}

fn main() {
    let _ = hello;
}
