//! Faults of the clock (P5).

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Fault, Sandbox};

const HOUR: Duration = Duration::from_hours(1);

#[cron("0 * * * *")]
async fn hourly(runs: &Arc<AtomicU32>) {
    runs.fetch_add(1, Ordering::SeqCst);
}

/// Work with a cooldown.
#[command(cooldown = "10m")]
async fn work() -> &'static str {
    "done"
}

/// Tell the time.
#[command]
async fn time(ctx: &Context) -> String {
    ctx.now().to_string()
}

async fn start() -> Result<(Sandbox, Arc<AtomicU32>)> {
    crate::invariants::capture();
    let runs = Arc::new(AtomicU32::new(0));
    let registry = Registry::empty().schedule::<hourly>().command::<work>().command::<time>();
    let bot = Bot::builder().registry(registry).state(Arc::clone(&runs));
    let discord = Discord::builder().clock_stopped_at("2026-03-01T08:30:00Z".parse()?).start().await?;
    Ok((Sandbox::start_on(discord, bot).await?, runs))
}

#[tokio::test]
async fn a_clock_that_is_set_back_runs_nothing_twice_and_frees_no_cooldown() -> Result<()> {
    let (sandbox, runs) = start().await?;
    let alice = sandbox.member("alice").await?;
    sandbox.advance(HOUR).await?;
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    assert_eq!(alice.says("!work").await?.content, "done");
    sandbox.inject("clock-back 90m".parse::<mindtrace_discord::sandbox::Injection>()?).await?;
    assert_eq!(alice.says("!time").await?.content, "2026-03-01T08:00:00Z");
    // Nine o'clock comes again, and has run.
    sandbox.advance(HOUR + HOUR / 2).await?;
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    sandbox.advance(HOUR / 2).await?;
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(alice.says("!work").await?.content, "done");
    sandbox.inject(Fault::ClockBack(HOUR)).await?;
    assert!(alice.says("!work").await?.content.contains("again"), "the time of day frees no cooldown");
    crate::invariants::ends_well(sandbox).await
}

#[tokio::test]
async fn a_clock_that_jumps_runs_once_what_was_missed() -> Result<()> {
    let (sandbox, runs) = start().await?;
    sandbox.inject(Fault::ClockJump(5 * HOUR)).await?;
    sandbox.settle().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!time").await?.content, "2026-03-01T13:30:00Z");
    let missed = runs.load(Ordering::SeqCst);
    sandbox.advance(HOUR).await?;
    // One run makes up for the five that were missed, as the schedule's policy says.
    assert_eq!((missed, runs.load(Ordering::SeqCst)), (1, 2));
    crate::invariants::ends_well(sandbox).await
}
