use mindtrace_discord::prelude::*;

#[on_event(on_member_join)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
