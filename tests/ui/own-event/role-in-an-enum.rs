use mindtrace_discord::prelude::*;

#[derive(Event)]
enum Order {
    Paid(#[event(user)] UserId),
}

fn main() {
    let _ = Order::Paid(UserId::new(1));
}
