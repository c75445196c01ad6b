use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    order: u64,
}

#[on_event(MemberJoin)]
async fn hello(event: &MemberJoin, other: &OrderPaid) {
    let _ = (event, other.order);
}

fn main() {
    let _ = hello;
}
