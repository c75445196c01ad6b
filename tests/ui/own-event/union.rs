use mindtrace_discord::prelude::*;

#[derive(Event)]
union Order {
    paid: u64,
}

fn main() {
    let _ = Order { paid: 1 };
}
