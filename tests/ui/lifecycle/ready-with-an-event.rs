use mindtrace_discord::prelude::*;

#[on_ready(MemberJoin)]
async fn hello() {}

fn main() {
    let _ = hello;
}
