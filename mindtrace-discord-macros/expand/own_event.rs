#[derive(Event, Deserialize)]
#[event(name = "order-paid", http)]
pub struct OrderPaid {
    pub order: u64,
    #[event(guild)]
    pub shop: GuildId,
    #[event(user)]
    pub buyer: User,
}

#[derive(Event, Deserialize)]
#[event(http, secret = "GITHUB_WEBHOOK_SECRET", delivery_id = "X-GitHub-Delivery")]
struct Pushed {
    #[event(header = "X-GitHub-Event")]
    kind: String,
}

#[derive(Event, Serialize, Deserialize)]
#[event(stored)]
struct Nightly;

#[derive(Event)]
struct Moved(#[event(channel)] Option<ChannelId>, #[event(message)] MessageId);

#[on_event(shop::OrderPaid)]
async fn celebrate(event: &OrderPaid) {}
