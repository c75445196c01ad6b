use mindtrace_discord::prelude::*;

#[on_event(Weather)]
async fn hello(ctx: &Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
