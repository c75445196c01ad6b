use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid<'a> {
    order: &'a str,
}

fn main() {
    let _ = OrderPaid { order: "1" };
}
