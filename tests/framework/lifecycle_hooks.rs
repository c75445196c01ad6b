//! Lifecycle hooks: `#[on_start]`, `#[on_ready]` and `#[on_shutdown]`.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::{Error, Registry};
use tokio::sync::Notify;

use crate::handler_log::Log;

#[on_start]
async fn migrate(log: &Log) {
    log.write("start");
}

#[on_start(order = 1)]
async fn warm_up(ctx: &Context, log: &Log) -> Result<()> {
    // The gateway is not connected yet, but the REST API works.
    log.write(format!("start as {}", ctx.http().get_current_user().await?.name));
    Ok(())
}

#[on_start(order = 2)]
async fn refuses() -> Result<()> {
    Err("the database has no tables".into())
}

#[on_ready]
async fn announce(ctx: &Context, log: &Log) -> Result<()> {
    log.write("ready");
    ctx.http().get_current_user().await?;
    Ok(())
}

#[on_event(Ready)]
async fn each_time(log: &Log, connected: &Arc<Notify>) {
    log.write("Ready");
    connected.notify_one();
}

#[on_shutdown(order = -1)]
async fn says_good_bye(
    ctx: &Context,
    log: &Log,
    location: &Arc<std::sync::Mutex<Option<ChannelId>>>,
) -> Result<()> {
    let channel = *location.lock().unwrap();
    if let Some(channel) = channel {
        channel.say(ctx.http(), "Good night.").await?;
    }
    log.write("shutdown");
    Ok(())
}

#[on_shutdown(timeout = "50ms")]
async fn hangs(log: &Log) {
    log.write("hangs");
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn lifecycle_hooks_run_in_order_and_on_ready_once() -> Result<()> {
    let (log, location) = (Log::default(), Arc::new(std::sync::Mutex::new(None)));
    let registry = Registry::empty()
        .on_event::<warm_up>()
        .on_event::<migrate>()
        .on_event::<announce>()
        .on_event::<each_time>()
        .on_event::<hangs>()
        .on_event::<says_good_bye>();
    let connected = Arc::new(Notify::new());
    let bot = Bot::builder().registry(registry).state(log.clone()).state(Arc::clone(&location));
    let sandbox = Sandbox::start(bot.state(Arc::clone(&connected))).await?;
    let mut lines = log.take();
    lines[2..].sort();
    assert_eq!(lines, ["start", "start as sandbot", "Ready", "ready"]);
    // A session that cannot be resumed identifies again: that raises `Ready`, but no lifecycle hook.
    connected.notified().await;
    sandbox.invalidate_sessions(false).await;
    tokio::time::timeout(Duration::from_secs(20), connected.notified()).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["Ready"]);
    let general = sandbox.channel("general")?.id();
    *location.lock().unwrap() = Some(general);
    let discord = sandbox.stop().await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["hangs", "shutdown"]);
    assert!(discord.transcript().contains("sandbot: Good night."), "{}", discord.transcript());
    Ok(())
}

#[tokio::test]
async fn a_failing_start_hook_keeps_the_bot_from_connecting() -> Result<()> {
    let discord = Discord::start().await?;
    let registry = Registry::empty().on_event::<refuses>().on_event::<migrate>();
    let bot = Bot::builder().registry(registry).state(Log::default());
    let error = Sandbox::start_on(discord.clone(), bot).await.unwrap_err();
    assert!(matches!(error, Error::Start { handler: "refuses", .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains("lifecycle_hooks.rs:") && text.ends_with(": the database has no tables"), "{text}");
    assert!(!discord.transcript().contains("connects"), "{}", discord.transcript());
    Ok(())
}
