use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
async fn hello(ctx: Context) {
    let _ = ctx;
}

fn main() {
    let _ = hello;
}
