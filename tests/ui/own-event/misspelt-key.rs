use mindtrace_discord::prelude::*;

#[derive(Event)]
#[event(nmae = "order-paid")]
struct OrderPaid;

fn main() {
    let _ = OrderPaid;
}
