use mindtrace_discord::prelude::*;

#[on_event(MemberJion, ordre = 1)]
async fn hello(event: MemberJoin, name: &str) {
    let _ = (event, name);
}

fn main() {
    let _ = hello;
}
