//! The connection to the gateway when things go wrong: what is lost is found again, and what is refused is not asked for twice.

use std::time::Duration;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::{Error, Registry};

use crate::api::Api;

#[command]
async fn ping() -> &'static str {
    "pong"
}

fn bot() -> BotBuilder {
    Bot::builder().registry(Registry::empty().command::<ping>())
}

/// Waits until something is so.
async fn until(sandbox: &Sandbox, what: impl Fn(&Discord) -> bool) -> Result<()> {
    let mut changes = sandbox.watch();
    while !what(sandbox.discord()) {
        tokio::time::timeout(Duration::from_secs(20), changes.changed()).await??;
    }
    Ok(())
}

#[tokio::test]
async fn whatever_ends_a_connection_the_session_goes_on() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.drop_connections().await;
    // Said while nobody listens, and heard afterwards.
    assert_eq!(alice.says("!ping").await?.content, "pong");
    sandbox.close_sessions(4000).await;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!((sandbox.identifies(), sandbox.resumes()), (1, 2));
    Ok(())
}

#[tokio::test]
async fn a_session_that_is_over_is_followed_by_a_new_one() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.invalidate_sessions(false).await;
    until(&sandbox, |discord| discord.identifies() == 2).await?;
    sandbox.settle().await?;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!(sandbox.resumes(), 0);
    Ok(())
}

#[tokio::test]
async fn a_gateway_that_does_not_answer_is_left_and_the_session_resumed() -> Result<()> {
    let discord = Discord::builder().heartbeat_interval(Duration::from_millis(200)).start().await?;
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    sandbox.ignore_heartbeats(true);
    until(&sandbox, |discord| discord.resumes() >= 1).await?;
    sandbox.ignore_heartbeats(false);
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!(sandbox.identifies(), 1);
    Ok(())
}

#[tokio::test]
async fn a_gateway_that_closes_every_session_is_asked_less_and_less_often() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    sandbox.close_after_resume(Some(4000));
    let begin = std::time::Instant::now();
    sandbox.close_sessions(4000).await;
    until(&sandbox, |discord| discord.resumes() >= 3).await?;
    // At once, after at least half a second, after at least one more.
    assert!(begin.elapsed() >= Duration::from_millis(1500), "{:?}", begin.elapsed());
    sandbox.close_after_resume(None);
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!(sandbox.identifies(), 1);
    Ok(())
}

#[tokio::test]
async fn what_connecting_again_cannot_cure_ends_the_bot_and_costs_one_session() -> Result<()> {
    for code in [4004, 4010, 4011, 4012, 4013, 4014] {
        let mut sandbox = Sandbox::start(bot()).await?;
        let api = Api::of(&sandbox);
        sandbox.close_sessions(code).await;
        let error = sandbox.ended().await.unwrap_err();
        match code {
            4004 => assert!(matches!(error, Error::TokenRefused), "{error}"),
            4013 | 4014 => assert!(matches!(error, Error::IntentsRefused(_)), "{error}"),
            _ => assert!(error.to_string().contains(&format!("(close code {code})")), "{error}"),
        }
        assert_eq!(sandbox.identifies(), 1, "{code}");
        assert_eq!(api.get("/readyz").await.body["reason"], "failed", "{code}");
    }
    Ok(())
}

#[tokio::test]
async fn the_status_tells_of_the_shard() -> Result<()> {
    let discord = Discord::builder().heartbeat_interval(Duration::from_millis(500)).start().await?;
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    let api = Api::of(&sandbox);
    until(&sandbox, |discord| discord.heartbeats().len() >= 2).await?;
    sandbox.request_reconnect().await;
    until(&sandbox, |discord| discord.resumes() >= 1).await?;
    sandbox.settle().await?;
    let status = api.get("/discord/status").await.body;
    let shard = &status["shards"][0];
    assert_eq!(
        (&shard["id"], &shard["state"], &shard["identifies"], &shard["reconnects"]),
        (&0.into(), &"connected".into(), &1.into(), &1.into()),
        "{status}"
    );
    assert!(shard["latency_ms"].is_number() && shard["last_frame_age_ms"].is_number(), "{status}");
    Ok(())
}
