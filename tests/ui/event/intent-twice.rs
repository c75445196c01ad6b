use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, intents(GUILDS, "guilds"))]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
