use mindtrace_discord::prelude::*;

#[derive(Event)]
#[event(http)]
struct OrderPaid {
    order: u64,
}

fn main() {
    let _ = OrderPaid { order: 1 }.order;
}
