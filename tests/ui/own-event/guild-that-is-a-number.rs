use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    #[event(guild)]
    shop: u64,
}

fn main() {
    let _ = OrderPaid { shop: 1 }.shop;
}
