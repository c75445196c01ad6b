use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, order = 5_000_000_000)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
