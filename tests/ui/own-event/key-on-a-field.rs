use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    #[event(http)]
    order: u64,
}

fn main() {
    let _ = OrderPaid { order: 1 }.order;
}
