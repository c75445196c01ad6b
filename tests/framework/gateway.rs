//! The gateway connection: resuming, identifying again, backoff, and fatal close codes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox, Sequence};
use mindtrace_discord::{Error, Registry};

use crate::api::Api;

#[command]
async fn ping() -> &'static str {
    "pong"
}

fn bot() -> BotBuilder {
    Bot::builder().registry(Registry::empty().command::<ping>())
}

/// Waits until `condition` holds.
async fn until(sandbox: &Sandbox, condition: impl Fn(&Discord) -> bool) -> Result<()> {
    let mut changes = sandbox.watch();
    while !condition(sandbox.discord()) {
        tokio::time::timeout(Duration::from_secs(20), changes.changed()).await??;
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_connection_resumes_its_session() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.drop_connections().await;
    // This message arrives while the bot is disconnected and is replayed when it resumes.
    assert_eq!(alice.says("!ping").await?.content, "pong");
    sandbox.close_sessions(4000).await;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!((sandbox.identifies(), sandbox.resumes()), (1, 2));
    Ok(())
}

#[tokio::test]
async fn an_invalid_session_is_replaced() -> Result<()> {
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
async fn missing_heartbeat_acks_cause_a_resume() -> Result<()> {
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
async fn reconnecting_backs_off_while_sessions_are_closed() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    sandbox.close_after_resume(Some(4000));
    let begin = std::time::Instant::now();
    sandbox.close_sessions(4000).await;
    until(&sandbox, |discord| discord.resumes() >= 3).await?;
    // The first resume is immediate; the others wait at least half a second and at least one second.
    assert!(begin.elapsed() >= Duration::from_millis(1500), "{:?}", begin.elapsed());
    sandbox.close_after_resume(None);
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!(sandbox.identifies(), 1);
    Ok(())
}

#[tokio::test]
async fn fatal_close_codes_stop_the_bot_without_a_second_identify() -> Result<()> {
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
async fn the_status_describes_the_shard() -> Result<()> {
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

/// Count the calls, without an answer.
#[command]
async fn count(calls: &Arc<AtomicU32>) {
    calls.fetch_add(1, Ordering::SeqCst);
}

#[tokio::test]
async fn a_call_that_discord_sends_again_runs_once() -> Result<()> {
    let calls = Arc::new(AtomicU32::new(0));
    let bot = Bot::builder().registry(Registry::empty().command::<count>()).state(Arc::clone(&calls));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    alice.posts("!count").await?;
    sandbox.settle().await?;
    for sequence in [Sequence::Old, Sequence::New] {
        sandbox.send_again("MESSAGE_CREATE", sequence)?;
        sandbox.settle().await?;
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    alice.slash("count").send().await?;
    for sequence in [Sequence::Old, Sequence::New] {
        sandbox.send_again("INTERACTION_CREATE", sequence)?;
        sandbox.settle().await?;
    }
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    // An old number does not become that of the session.
    sandbox.send_again("GUILD_CREATE", Sequence::Old)?;
    sandbox.drop_connections().await;
    until(&sandbox, |discord| discord.resumes() == 1).await?;
    alice.posts("!count").await?;
    sandbox.settle().await?;
    assert_eq!((calls.load(Ordering::SeqCst), sandbox.identifies()), (3, 1));
    Ok(())
}
