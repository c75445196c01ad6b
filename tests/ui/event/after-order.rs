use mindtrace_discord::prelude::*;

#[on_event(order = 1, MemberJoin)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
