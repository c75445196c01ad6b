use mindtrace_discord::prelude::*;

#[derive(Event)]
struct OrderPaid {
    #[event(guild)]
    shop: GuildId,
    #[event(guild)]
    branch: GuildId,
}

fn main() {
    let _ = |event: OrderPaid| (event.shop, event.branch);
}
