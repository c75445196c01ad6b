use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, order = 1, order = 2)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
