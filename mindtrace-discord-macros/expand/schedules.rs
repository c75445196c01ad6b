#[every("5m", run_at_start, overlap, jitter = "10s", missed = skip, timeout = 30, intents(GUILD_MEMBERS))]
async fn tidy(ctx: &Context, store: &Store) -> Result<()> {
    store.tidy().await
}

#[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
async fn report(tick: &Tick) {}
