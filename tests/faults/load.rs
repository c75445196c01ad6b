//! More than the bot can do: calls beyond its room, and queues that are full.

use std::sync::Arc;

use mindtrace_discord::Registry;
use mindtrace_discord::config::{Config, Overflow};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::invariants::{capture, ends_well};

/// Wait for the gate.
#[command]
async fn waits(gate: &Arc<Semaphore>) -> Result<&'static str> {
    gate.acquire().await?.forget();
    Ok("passed")
}

#[on_event(Message)]
async fn blocked(gate: &Arc<Semaphore>) -> Result<()> {
    gate.acquire().await?.forget();
    Ok(())
}

#[tokio::test]
async fn callers_beyond_the_room_hear_that_the_bot_is_busy() -> Result<()> {
    capture();
    let gate = Arc::new(Semaphore::new(0));
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_STATE" => Some("off".to_owned()),
        "DISCORD_MAX_CALLS" => Some("3".to_owned()),
        _ => None,
    })?;
    let bot = Bot::builder().registry(Registry::empty().command::<waits>()).config(config);
    let sandbox = Sandbox::start(bot.state(Arc::clone(&gate))).await?;
    let api = Api::of(&sandbox);
    let alice = sandbox.member("alice").await?;
    for _ in 0..3 {
        alice.posts("!waits").await?;
    }
    let busy = "I am busy at the moment. Please try again in a minute.";
    // Both surfaces, and as many as come.
    assert_eq!(alice.says("!waits").await?.content, busy);
    for _ in 0..50 {
        assert_eq!(alice.slash("waits").send().await?.content, busy);
    }
    let over_http = api.execute("!waits").await;
    assert_eq!((over_http.status.as_u16(), &over_http.body["code"]), (503, &json!("overloaded")));
    let metrics = api.get("/metrics").await.text;
    assert!(metrics.contains(r#"discord_denials_total{reason="overloaded"} 52"#), "{metrics}");
    gate.add_permits(4);
    sandbox.settle().await?;
    assert_eq!(alice.messages().iter().filter(|message| message.content == "passed").count(), 3);
    assert_eq!(alice.says("!waits").await?.content, "passed");
    ends_well(sandbox).await
}

#[tokio::test]
async fn a_bot_that_stops_reading_because_a_queue_is_full_is_not_ready() -> Result<()> {
    capture();
    let gate = Arc::new(Semaphore::new(0));
    let bot = Bot::builder().registry(Registry::empty().on_event::<blocked>()).state(Arc::clone(&gate));
    let sandbox = Sandbox::start(bot.event_queue(1, Overflow::Wait)).await?;
    let api = Api::of(&sandbox);
    let alice = sandbox.member("alice").await?;
    assert_eq!(api.get("/readyz").await.status, 200);
    for _ in 0..3 {
        alice.posts("hello").await?;
    }
    let reason = loop {
        let ready = api.get("/readyz").await;
        if ready.status == 503 {
            break ready.body;
        }
    };
    assert_eq!(reason, json!({ "ready": false, "reason": "event_queue_full" }));
    assert_eq!(api.get("/discord/status").await.body["shards"][0]["reading"], json!(false));
    gate.add_permits(3);
    sandbox.settle().await?;
    assert_eq!(api.get("/readyz").await.status, 200);
    ends_well(sandbox).await
}
