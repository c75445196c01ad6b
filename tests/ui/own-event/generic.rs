use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid<T> {
    order: T,
}

fn main() {
    let _ = OrderPaid { order: 1 };
}
