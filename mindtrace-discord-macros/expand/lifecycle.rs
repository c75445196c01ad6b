#[on_start(order = 1)]
async fn migrate(store: &Store) -> Result<()> {
    store.migrate().await
}

#[on_ready]
async fn greet(ctx: &Context) {}

#[on_shutdown(timeout = "2s")]
async fn flush(store: &Store) {}
