use mindtrace_discord::prelude::*;

#[command]
async fn hello(ctx: &Context, name) -> String {
    ctx.author().name.clone()
}

fn main() {
    let _ = hello;
}
