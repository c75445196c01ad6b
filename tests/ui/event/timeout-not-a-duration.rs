use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, timeout = "soon")]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
