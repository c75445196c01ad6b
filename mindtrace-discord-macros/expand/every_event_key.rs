#[on_event(
    Message,
    order = -5,
    filter = from_people,
    once,
    timeout = "30s",
    guilds(1, "2"),
    channels = 3,
    intents(GUILD_MEMBERS, "guild_presences")
)]
async fn every(ctx: &Context, event: &Message, store: &Store) -> Result<()> {
    store.remember(ctx, event).await
}
