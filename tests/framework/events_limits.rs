//! Limits of event handlers: filters, `once`, channels and guilds, timeouts.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

use crate::handler_log::Log;

#[on_event(Message, filter = is_not_a_bot)]
async fn heard(log: &Log, event: &Message) {
    log.write(format!("heard {}", event.content));
}

fn is_not_a_bot(event: &Message) -> bool {
    !event.author.bot
}

#[on_event(Message, once, filter = is_not_a_bot)]
async fn first(log: &Log, event: &Message) {
    log.write(format!("first {}", event.content));
}

#[on_event(Message, filter = panics)]
async fn never(log: &Log) {
    log.write("never");
}

fn panics(event: &Message) -> bool {
    assert!(event.content.is_empty(), "the filter has a mistake");
    true
}

#[on_event(Message, channels(1234))]
async fn elsewhere(log: &Log) {
    log.write("elsewhere");
}

#[on_event(Message, guilds(1234))]
async fn abroad(log: &Log) {
    log.write("abroad");
}

#[on_event(Message, timeout = "1ms", order = -1)]
async fn slow(log: &Log) {
    log.write("slow");
    std::future::pending::<()>().await;
}

async fn sandbox(registry: Registry) -> Result<(Sandbox, Log)> {
    let log = Log::default();
    Ok((Sandbox::start(Bot::builder().registry(registry).state(log.clone())).await?, log))
}

#[tokio::test]
async fn filter_and_once_limit_a_handler() -> Result<()> {
    let registry = Registry::empty().on_event::<heard>().on_event::<first>().on_event::<never>();
    let (sandbox, log) = sandbox(registry).await?;
    let (alice, robot) = (sandbox.member("alice").await?, sandbox.bot_account("robot"));
    robot.posts("beep").await?;
    alice.posts("one").await?;
    alice.posts("two").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["heard one", "first one", "heard two"]);
    Ok(())
}

#[tokio::test]
async fn a_handler_is_limited_to_its_channels_and_guilds() -> Result<()> {
    let registry = Registry::empty().on_event::<elsewhere>().on_event::<abroad>().on_event::<heard>();
    let (sandbox, log) = sandbox(registry).await?;
    let alice = sandbox.member("alice").await?;
    alice.posts("hi").await?;
    alice.in_dm().posts("psst").await?;
    sandbox.settle().await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["heard hi", "heard psst"]);
    Ok(())
}

#[tokio::test]
async fn a_handler_is_stopped_at_its_timeout() -> Result<()> {
    let (sandbox, log) = sandbox(Registry::empty().on_event::<slow>().on_event::<heard>()).await?;
    let alice = sandbox.member("alice").await?;
    alice.posts("one").await?;
    alice.posts("two").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["slow", "heard one", "slow", "heard two"]);
    Ok(())
}
