use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    #[event(gild)]
    shop: GuildId,
}

fn main() {
    let _ = OrderPaid { shop: GuildId::new(1) }.shop;
}
