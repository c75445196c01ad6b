//! Toggles that several processes share.

use std::time::{Duration, Instant};

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;

use crate::api::Api;
use crate::server::Redis;
use crate::{bot, bots};

/// Waits until a process obeys a toggle of `plain`, and fails after `limit`.
async fn obeys(api: &Api, enabled: bool, limit: Duration) {
    let (begin, expected) = (Instant::now(), if enabled { 200 } else { 409 });
    loop {
        let status = api.execute("!plain").await.status.as_u16();
        if status == expected {
            return;
        }
        assert!(begin.elapsed() < limit, "after {:?} the status is still {status}", begin.elapsed());
    }
}

async fn toggle(api: &Api, enabled: bool) -> u16 {
    let body = json!({ "enabled": enabled, "reason": "a test" });
    api.put("/discord/commands/plain/enabled", &body).await.status.as_u16()
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_toggle_is_obeyed_by_every_process_within_a_second() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [a, b]) = bots::<2>(&redis).await?;
    // Until then, a change is obeyed at the next poll.
    while redis.subscribers("*:state").await < 2 {}
    assert_eq!(a.execute("!plain").await.status, 200);
    for (enabled, by, other) in [(false, &a, &b), (true, &b, &a), (false, &a, &b)] {
        assert_eq!(toggle(by, enabled).await, 200);
        obeys(by, enabled, Duration::ZERO).await;
        obeys(other, enabled, Duration::from_secs(1)).await;
    }
    let toggles = b.get("/discord/toggles").await.body;
    let toggle = &toggles["toggles"][0];
    assert_eq!((&toggle["by"], &toggle["reason"]), (&json!("http"), &json!("a test")), "{toggles}");
    assert_eq!(toggles["total"], 1);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_toggle_whose_announcement_is_lost_is_obeyed_at_the_next_poll() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [a, b]) = bots::<2>(&redis).await?;
    for enabled in [false, true] {
        // The subscribers connect again after half a second.
        redis.run(&["CLIENT", "KILL", "TYPE", "pubsub"]).await;
        assert_eq!(toggle(&a, enabled).await, 200);
        obeys(&b, enabled, Duration::from_secs(3)).await;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn without_redis_a_toggle_is_refused_and_the_last_state_stays() -> Result<()> {
    let mut redis = Redis::start().await;
    let (bots, [a, b]) = bots::<2>(&redis).await?;
    assert_eq!(toggle(&a, false).await, 200);
    obeys(&b, false, Duration::from_secs(1)).await;
    redis.process.kill().await?;
    for api in [&a, &b] {
        let body = json!({ "enabled": true });
        let refused = api.put("/discord/commands/plain/enabled", &body).await;
        assert_eq!((refused.status.as_u16(), &refused.body["code"]), (503, &json!("state_unavailable")));
        obeys(api, false, Duration::ZERO).await;
    }
    // The new server is empty. It gets the toggles back, so a process that starts now obeys them.
    redis.restart().await;
    while !redis.keys().await.iter().any(|key| key.ends_with(":state")) {}
    let third = Sandbox::start_on(bots[0].discord().clone(), bot(&redis.url())?).await?;
    let c = Api::of(&third);
    assert_eq!(c.execute("!plain").await.status, 409);
    obeys(&a, false, Duration::ZERO).await;
    while toggle(&a, true).await != 200 {}
    for api in [&b, &c] {
        obeys(api, true, Duration::from_secs(3)).await;
    }
    Ok(())
}
