use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
async fn hello(event: &MemberJoin) -> String {
    event.member.mention().to_string()
}

fn main() {
    let _ = hello;
}
