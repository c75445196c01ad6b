use mindtrace_discord::prelude::*;

#[on_event(MemberJoin, intents(EVERYTHING))]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
