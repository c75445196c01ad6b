use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    #[event(user)]
    buyer: String,
}

fn main() {
    let _ = OrderPaid { buyer: String::new() }.buyer;
}
