use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
struct Hello;

fn main() {
    let _ = Hello;
}
