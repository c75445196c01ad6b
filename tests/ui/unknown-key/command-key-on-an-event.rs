use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, guild_only)]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
