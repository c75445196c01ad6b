use mindtrace_discord::prelude::*;

#[on_event(GUILD_MEMBER_ADD)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
