use mindtrace_discord::prelude::*;

async fn is_new(_: &MemberJoin) -> bool {
    true
}

#[on_event(MemberJoin, filter = is_new)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
