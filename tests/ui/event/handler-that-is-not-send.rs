use mindtrace_discord::prelude::*;

#[on_event(MemberJoin)]
async fn hello(event: &MemberJoin) {
    let greeting = std::rc::Rc::new(event.member.mention().to_string());
    std::future::ready(()).await;
    drop(greeting);
}

fn main() {
    let _ = hello;
}
