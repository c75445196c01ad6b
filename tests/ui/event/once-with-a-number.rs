use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, once = 1)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
