use mindtrace_discord::prelude::*;

#[command]
async fn hello(ctx: &mut Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
