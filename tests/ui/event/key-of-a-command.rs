use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, cooldown = "5s")]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
