use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
async fn hello(event: &MemberJoin) -> Result<String> {
    Ok(event.member.mention().to_string())
}

fn main() {
    let _ = hello;
}
