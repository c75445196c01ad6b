//! Schedules, on a sandbox clock that the test advances.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::json;
use tokio::sync::Notify;

use crate::api::Api;
use crate::handler_log::Log;

const MINUTE: Duration = Duration::from_mins(1);

#[every("5m")]
async fn tidy(log: &Log, tick: &Tick) {
    log.write(format!("tidy {} {}", clock(tick), tick.missed));
}

#[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
async fn report(ctx: &Context, log: &Log, tick: &Tick) -> Result<()> {
    assert_eq!(ctx.author().name, "sandbot");
    log.write(format!("report {}", tick.due));
    Ok(())
}

#[every("10m", run_at_start)]
async fn fails(log: &Log) -> Result<()> {
    log.write("fails");
    Err("no paper".into())
}

#[every("10m")]
async fn panics(log: &Log) {
    log.write("panics");
    panic!("no paper");
}

/// Takes longer than the time between two runs.
#[every("5m")]
async fn long(ctx: &Context, log: &Log, tick: &Tick) -> Result<()> {
    log.write(format!("long {} {}", clock(tick), tick.missed));
    ctx.sleep(7 * MINUTE).await?;
    Ok(())
}

#[every("5m", overlap)]
async fn wide(ctx: &Context, log: &Log, tick: &Tick) -> Result<()> {
    log.write(format!("wide {}", clock(tick)));
    ctx.sleep(7 * MINUTE).await?;
    log.write(format!("wide {} done", clock(tick)));
    Ok(())
}

#[every("5m", missed = skip)]
async fn skipping(log: &Log, tick: &Tick) {
    log.write(format!("skip {}", clock(tick)));
}

#[every("5m", missed = all)]
async fn catching_up(log: &Log, tick: &Tick) {
    log.write(format!("all {}", clock(tick)));
}

#[every("5m", jitter = "2m")]
async fn loose(log: &Log, tick: &Tick) {
    log.write(format!("loose {}", clock(tick)));
}

struct Gate {
    started: Notify,
    open: Notify,
}

#[every("5m")]
async fn blocked(log: &Log, gate: &Arc<Gate>) {
    gate.started.notify_one();
    gate.open.notified().await;
    log.write("done");
}

/// Remind me.
#[command(timeout = "1s", cooldown = "1h")]
async fn remind(ctx: &Context, after: Duration) -> Result<&'static str> {
    ctx.reply("I will.").await?;
    ctx.sleep(after).await?;
    Ok("Now!")
}

fn clock(tick: &Tick) -> String {
    tick.due.to_string()[11..16].to_owned()
}

async fn sandbox(at: &str, registry: Registry) -> Result<(Sandbox, Log)> {
    let discord = Discord::builder().clock_stopped_at(at.parse()?).start().await?;
    let log = Log::default();
    let bot = Bot::builder().registry(registry).state(log.clone());
    Ok((Sandbox::start_on(discord, bot).await?, log))
}

#[tokio::test]
async fn a_schedule_runs_at_its_times() -> Result<()> {
    let registry = Registry::empty().schedule::<tidy>().schedule::<report>();
    // A Friday; summer time begins on the following Sunday.
    let (sandbox, log) = sandbox("2026-03-27T08:50:00Z", registry).await?;
    assert_eq!(log.take(), Vec::<String>::new());
    sandbox.advance(14 * MINUTE).await?;
    assert_eq!(log.take(), ["tidy 08:55 0", "report 2026-03-27T09:00:00Z", "tidy 09:00 0"]);
    sandbox.advance(72 * 60 * MINUTE).await?;
    let reports: Vec<String> = log.take().into_iter().filter(|line| line.starts_with("report")).collect();
    assert_eq!(reports, ["report 2026-03-30T08:00:00Z"]);
    Ok(())
}

#[tokio::test]
async fn a_failed_run_does_not_stop_the_schedule() -> Result<()> {
    let registry = Registry::empty().schedule::<fails>().schedule::<panics>();
    let (sandbox, log) = sandbox("2026-01-01T00:00:00Z", registry).await?;
    assert_eq!(log.take(), ["fails"]);
    sandbox.advance(20 * MINUTE).await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["fails", "fails", "panics", "panics"]);
    let status = Api::of(&sandbox).get("/discord/status").await.body;
    assert_eq!(
        status["schedules"],
        json!([
            { "name": "fails", "enabled": true, "times": "every 10m", "next": "2026-01-01T00:30:00Z", "succeeded": 0, "failed": 3 },
            { "name": "panics", "enabled": true, "times": "every 10m", "next": "2026-01-01T00:30:00Z", "succeeded": 0, "failed": 2 },
        ])
    );
    Ok(())
}

#[tokio::test]
async fn runs_overlap_only_if_allowed() -> Result<()> {
    let (narrow, log) = sandbox("2026-01-01T00:00:00Z", Registry::empty().schedule::<long>()).await?;
    narrow.advance(19 * MINUTE).await?;
    // The run of 00:10 fell due during that of 00:05; it starts at 00:12.
    assert_eq!(log.take(), ["long 00:05 0", "long 00:10 0", "long 00:15 0"]);
    let (wide, log) = sandbox("2026-01-01T00:00:00Z", Registry::empty().schedule::<wide>()).await?;
    wide.advance(13 * MINUTE).await?;
    assert_eq!(log.take(), ["wide 00:05", "wide 00:10", "wide 00:05 done"]);
    Ok(())
}

#[tokio::test]
async fn missed_runs_follow_the_policy() -> Result<()> {
    let registry = Registry::empty().schedule::<tidy>().schedule::<skipping>().schedule::<catching_up>();
    let (sandbox, log) = sandbox("2026-01-01T00:00:00Z", registry).await?;
    sandbox.jump(13 * MINUTE).await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["all 00:05", "all 00:10", "tidy 00:10 1"]);
    sandbox.advance(2 * MINUTE).await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["all 00:15", "skip 00:15", "tidy 00:15 0"]);
    Ok(())
}

#[tokio::test]
async fn jitter_makes_a_run_late_and_never_early() -> Result<()> {
    let (sandbox, log) = sandbox("2026-01-01T00:00:00Z", Registry::empty().schedule::<loose>()).await?;
    sandbox.advance(Duration::from_secs(5 * 60 - 1)).await?;
    assert_eq!(log.take(), Vec::<String>::new());
    sandbox.advance(2 * MINUTE + Duration::from_secs(1)).await?;
    assert_eq!(log.take(), ["loose 00:05"]);
    Ok(())
}

#[tokio::test]
async fn a_run_ends_before_the_bot_stops() -> Result<()> {
    let gate = Arc::new(Gate { started: Notify::new(), open: Notify::new() });
    let discord = Discord::builder().clock_stopped_at("2026-01-01T00:00:00Z".parse()?).start().await?;
    let log = Log::default();
    let bot = Bot::builder().registry(Registry::empty().schedule::<blocked>());
    let sandbox = Sandbox::start_on(discord, bot.state(log.clone()).state(Arc::clone(&gate))).await?;
    tokio::select! {
        result = sandbox.advance(5 * MINUTE) => panic!("{result:?} before the gate was opened"),
        () = gate.started.notified() => {}
    }
    let api = Api::of(&sandbox);
    let stopping = tokio::spawn(sandbox.shutdown());
    let draining = async { while api.get("/readyz").await.body["reason"] != "draining" {} };
    tokio::time::timeout(Duration::from_secs(10), draining).await?;
    gate.open.notify_one();
    stopping.await??;
    assert_eq!(log.take(), ["done"]);
    Ok(())
}

#[tokio::test]
async fn commands_use_the_sandbox_clock() -> Result<()> {
    let (sandbox, _log) = sandbox("2026-01-01T00:00:00Z", Registry::empty().command::<remind>()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!remind 30m").await?.content, "I will.");
    sandbox.advance(29 * MINUTE).await?;
    assert_eq!(alice.messages().iter().filter(|message| message.content == "Now!").count(), 0);
    sandbox.advance(MINUTE).await?;
    assert_eq!(alice.sees().await?.content, "Now!");
    // Cooldowns use the sandbox clock as well.
    assert!(alice.says("!remind 1m").await?.content.contains("again"));
    sandbox.advance(31 * MINUTE).await?;
    assert_eq!(alice.says("!remind 1m").await?.content, "I will.");
    Ok(())
}

#[tokio::test]
async fn a_running_clock_can_be_advanced_as_well() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<remind>())).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!remind 1000d").await?.content, "I will.");
    sandbox.advance(1000 * 24 * 60 * MINUTE).await?;
    let reminder = alice.sees().await?;
    assert_eq!(reminder.content, "Now!");
    let said = alice.posts("hello").await?;
    let days = (said.id.created_at().unix_timestamp() - Timestamp::now().unix_timestamp()) / 86_400;
    assert!((999..=1000).contains(&days), "{days}");
    Ok(())
}
