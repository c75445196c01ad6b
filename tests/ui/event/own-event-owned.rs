use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    order: u64,
}

#[on_event(OrderPaid)]
async fn hello(event: OrderPaid) {
    let _ = event.order;
}

fn main() {
    let _ = hello;
}
