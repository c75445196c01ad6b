use mindtrace_discord::prelude::*;

#[derive(Event)]
#[event(name = "order paid")]
struct OrderPaid;

fn main() {
    let _ = OrderPaid;
}
