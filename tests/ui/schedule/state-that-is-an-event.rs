use mindtrace_discord::prelude::*;

#[every("5m")]
async fn hello(event: &MemberJoin) {
    let _ = event;
}

fn main() {
    let _ = hello;
}
