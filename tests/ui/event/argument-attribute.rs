use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
async fn hello(#[arg(rename = "join")] event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
