use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, filter = !is_old)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
