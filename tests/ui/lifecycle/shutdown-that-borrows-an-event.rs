use mindtrace_discord::prelude::*;

#[on_shutdown]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
