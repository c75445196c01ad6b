use mindtrace_discord::prelude::*;

fn is_new(_: &MemberJoin) {}

#[on_event(MemberJoin, filter = is_new)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
