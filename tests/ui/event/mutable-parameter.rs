use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
async fn hello(event: &mut MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
