use mindtrace_discord::prelude::*;

#[derive(Event)]
#[event(guild)]
struct OrderPaid;

fn main() {
    let _ = OrderPaid;
}
