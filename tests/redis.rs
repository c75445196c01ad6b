//! Tests what several processes share in a real Redis: cooldowns, ids of handled calls, and the store; the rest is in `redis/`.
//!
//! Needs `redis-server`, so a plain `cargo test` ignores most of it: `cargo test -p tests --test redis -- --ignored`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "framework/api.rs"]
#[allow(dead_code, reason = "other suites use more of it")]
mod api;
#[path = "redis/concurrency.rs"]
mod concurrency;
#[path = "redis/forwarding.rs"]
mod forwarding;
#[path = "redis/idempotency.rs"]
mod idempotency;
#[path = "redis/link.rs"]
#[allow(dead_code, reason = "another suite uses more of it")]
mod link;
#[path = "redis/prefixes.rs"]
mod prefixes;
#[path = "redis/processes.rs"]
mod processes;
#[path = "redis/refusals.rs"]
mod refusals;
#[path = "redis/schedules.rs"]
mod schedules;
#[path = "redis/server.rs"]
mod server;
#[path = "framework/signature.rs"]
mod signature;
#[path = "redis/sync.rs"]
mod sync;
#[path = "redis/toggles.rs"]
mod toggles;
#[path = "redis/webhooks.rs"]
mod webhooks;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::join_all;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::store::StoreError;
use mindtrace_discord::{Error, Registry};
use tokio::process::Command;

use crate::api::Api;
use crate::server::Redis;

/// One use per hour, shared by all users.
#[command(cooldown(uses = 1, per = "1h", scope = global))]
async fn horn() -> &'static str {
    "Honk."
}

/// Three uses per hour.
#[command(cooldown(uses = 3, per = "1h", scope = global, bucket = "noise"))]
async fn bell() -> &'static str {
    "Ding."
}

/// One use per second.
#[command(cooldown(uses = 1, per = 1, scope = global))]
async fn blink() -> &'static str {
    "Blink."
}

/// Returns its use.
#[command(cooldown(uses = 1, per = "1h", scope = global))]
async fn nothing(ctx: &Context) -> &'static str {
    ctx.refund_cooldown();
    "Nothing."
}

/// One use per hour, never without Redis.
#[command(cooldown(uses = 1, per = "1h", scope = global, strict))]
async fn vault() -> &'static str {
    "Open."
}

/// No cooldown.
#[command]
async fn plain() -> &'static str {
    "Once."
}

/// A bot in HTTP mode, because several processes with one shard would wait for each other to identify.
fn bot(url: &str) -> Result<BotBuilder> {
    bot_in("http", url)
}

fn bot_in(mode: &str, url: &str) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_MODE" => Some(mode.to_owned()),
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_REDIS_URL" => Some(url.to_owned()),
        _ => None,
    })?;
    let registry = Registry::empty().command::<horn>().command::<bell>();
    let registry = registry.command::<blink>().command::<nothing>();
    let registry = registry.command::<vault>().command::<plain>();
    Ok(Bot::builder().registry(registry).config(config))
}

/// Several bots with one token, as several processes of one bot are.
async fn bots<const N: usize>(redis: &Redis) -> Result<([Sandbox; N], [Api; N])> {
    bots_in("http", redis).await
}

async fn bots_in<const N: usize>(mode: &str, redis: &Redis) -> Result<([Sandbox; N], [Api; N])> {
    let discord = Discord::start().await?;
    let mut bots = Vec::new();
    for _ in 0..N {
        bots.push(Sandbox::start_on(discord.clone(), bot_in(mode, &redis.url())?).await?);
    }
    let apis = bots.iter().map(Api::of).collect::<Vec<_>>();
    let Ok(apis) = apis.try_into() else { panic!("there are N bots") };
    let Ok(bots) = bots.try_into() else { panic!("there are N bots") };
    Ok((bots, apis))
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn one_of_many_concurrent_calls_gets_the_use() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, apis) = bots::<8>(&redis).await?;
    let calls = apis.iter().flat_map(|api| (0..125).map(move |_| api.execute("!horn")));
    let statuses: Vec<u16> = join_all(calls).await.into_iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 999, "{statuses:?}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn processes_share_bursts_refunds_and_waits() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [a, b]) = bots::<2>(&redis).await?;
    for api in [&a, &b, &a] {
        assert_eq!(api.execute("!bell").await.status, 200);
    }
    let refused = b.execute("!bell").await;
    let detail = refused.body["detail"].as_str().unwrap_or_default();
    assert!(detail.contains("20 min") || detail.contains("19 min"), "{detail}");
    for api in [&a, &b, &a] {
        assert_eq!(api.execute("!nothing").await.body["response"], "Nothing.");
    }
    assert_eq!(a.execute("!blink").await.status, 200);
    let keys = redis.keys().await;
    assert!(keys.iter().any(|key| key.contains(":cooldown:bucket:noise:global")), "{keys:?}");
    // The key expires when the use is back.
    let mut left = keys;
    while left.iter().any(|key| key.contains("blink")) {
        left = redis.keys().await;
    }
    assert_eq!(b.execute("!blink").await.status, 200);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn while_redis_is_down_each_process_counts_what_it_knows() -> Result<()> {
    let mut redis = Redis::start().await;
    let (_bots, [a, b]) = bots::<2>(&redis).await?;
    assert_eq!(a.execute("!horn").await.status, 200);
    assert_eq!(b.execute("!horn").await.status, 429);
    assert_eq!(a.get("/discord/status").await.body["redis_answers"], true);
    redis.process.kill().await?;
    for api in [&a, &b] {
        // Both know that the use is taken: one took it, the other was told.
        assert_eq!(api.execute("!horn").await.status, 429);
        // Nothing is known of this one, so each process counts it for itself.
        for status in [200, 200, 200, 429] {
            assert_eq!(api.execute("!bell").await.status, status);
        }
        let strict = api.execute("!vault").await;
        assert_eq!((strict.status.as_u16(), &strict.body["code"]), (503, &"cooldown_unknown".into()));
        assert_eq!(api.get("/discord/status").await.body["redis_answers"], false);
        let metrics = api.get("/metrics").await.text;
        assert!(metrics.contains("discord_redis_answers 0"), "{metrics}");
    }
    redis.restart().await;
    // Once the connection is restored, both processes share their counts again.
    while a.execute("!vault").await.status != 200 {}
    while b.get("/discord/status").await.body["redis_answers"] == false {
        assert_ne!(b.execute("!vault").await.status, 200);
    }
    assert_eq!(b.execute("!vault").await.status, 429);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_slow_redis_lets_no_further_call_pass() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, apis) = bots::<3>(&redis).await?;
    let process = redis.process.id().unwrap().to_string();
    let signal = |name: &'static str| Command::new("kill").args([name, &process]).status();
    assert!(signal("-STOP").await?.success());
    let calls = join_all(apis.iter().flat_map(|api| (0..100).map(move |_| api.execute("!horn"))));
    let resume = async {
        // Longer than other requests wait, and a second shorter than a cooldown waits, in which a busy machine reads the answers.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        signal("-CONT").await
    };
    let (answers, resumed) = tokio::join!(calls, resume);
    assert!(resumed?.success());
    let passed = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((answers.len(), passed), (300, 1));
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_that_is_down_at_start_or_stopped_or_full_delays_and_breaks_nothing() -> Result<()> {
    let mut redis = Redis::start().await;
    redis.process.kill().await?;
    let (_bots, [a, b]) = bots::<2>(&redis).await?;
    assert_eq!(a.execute("!plain").await.status, 200);
    assert_eq!(a.execute("!horn").await.status, 200, "it was down at the start");
    redis.restart().await;
    while a.execute("!nothing").await.status != 200
        || a.get("/discord/status").await.body["redis_answers"] == false
    {}
    // Forgotten scripts are sent again, and forgotten uses are free again.
    for forgets in [&["SCRIPT", "FLUSH"][..], &["FLUSHALL"]] {
        redis.run(forgets).await;
        assert_eq!(a.execute("!nothing").await.status, 200);
    }
    // A server without memory refuses writes: as if it were away.
    redis.run(&["CONFIG", "SET", "maxmemory", "1"]).await;
    assert_eq!(a.execute("!bell").await.status, 200);
    assert_eq!(b.execute("!vault").await.status, 503);
    redis.run(&["CONFIG", "SET", "maxmemory", "0"]).await;
    while b.execute("!vault").await.status != 200 {}
    // A server that hangs costs one call a second and a half, and the next ones nothing.
    let process = redis.process.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-STOP", &process]).status().await?.success());
    assert_eq!(a.execute("!bell").await.status, 200);
    let begin = std::time::Instant::now();
    for _ in 0..5 {
        a.execute("!plain").await;
        a.execute("!bell").await;
    }
    assert!(begin.elapsed() < std::time::Duration::from_secs(3), "{:?}", begin.elapsed());
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_call_that_reaches_several_processes_runs_in_one() -> Result<()> {
    let redis = Redis::start().await;
    let (bots, _apis) = bots_in::<3>("gateway", &redis).await?;
    let alice = bots[0].member("alice").await?;
    for number in 0..20 {
        assert_eq!(alice.says("!plain").await?.content, "Once.");
        assert_eq!(alice.slash("plain").send().await?.content, "Once.");
        for bot in &bots {
            bot.settle().await?;
        }
        let answers = alice.messages().iter().filter(|message| message.content == "Once.").count();
        assert_eq!(answers, 2 * (number + 1));
    }
    Ok(())
}

fn storing(url: &str) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_STATE" => Some("off".to_owned()),
        "DISCORD_STORE" => Some("redis".to_owned()),
        "DISCORD_REDIS_URL" => Some(url.to_owned()),
        _ => None,
    })?;
    let registry = Registry::empty().command::<plain>().on_event::<rung>().stored_event::<Alarm>();
    Ok(Bot::builder().registry(registry).config(config).state(Rung::default()))
}

#[derive(Clone, Default)]
struct Rung(Arc<AtomicUsize>);

#[derive(Event, serde::Serialize, serde::Deserialize)]
#[event(stored)]
struct Alarm;

#[on_event(Alarm)]
async fn rung(rung: &Rung) {
    rung.0.fetch_add(1, Ordering::SeqCst);
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn processes_share_a_store() -> Result<()> {
    let mut redis = Redis::start().await;
    let discord = Discord::start().await?;
    let first = Sandbox::start_on(discord.clone(), storing(&redis.url())?).await?;
    let second = Sandbox::start_on(discord, storing(&redis.url())?).await?;
    let stores = [first.handle().context()?, second.handle().context()?].map(|ctx| ctx.store().bot());
    let sums = stores.iter().flat_map(|store| (0..50).map(move |_| store.increment("coins", 1)));
    let mut sums = join_all(sums).await.into_iter().collect::<Result<Vec<i64>, StoreError>>()?;
    sums.sort_unstable();
    assert_eq!(sums, (1..=100).collect::<Vec<i64>>());
    let [one, two] = &stores;
    one.set("tag.a", "Ä \" \u{0}").await?;
    one.set("tag.b", &7).await?;
    assert_eq!(two.get::<String>("tag.a").await?.as_deref(), Some("Ä \" \u{0}"));
    assert_eq!(two.keys("tag.").await?, ["tag.a", "tag.b"]);
    assert!(two.remove("tag.a").await? && !two.remove("tag.a").await?);
    assert_eq!(one.keys("").await?, ["coins", "tag.b"]);
    redis.process.kill().await?;
    assert!(matches!(one.get::<i64>("coins").await, Err(StoreError::Unavailable(_))));
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn one_of_several_processes_raises_a_scheduled_event() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?;
    let rung = Rung::default();
    let bot = || Ok::<_, mindtrace_discord::BoxError>(storing(&redis.url())?.replace_state(rung.clone()));
    let first = Sandbox::start_on(discord.clone(), bot()?).await?;
    let hour = std::time::Duration::from_hours(1);
    first.handle().context()?.schedule_after(hour, Alarm).await?;
    // It reads the same timer when it starts.
    let second = Sandbox::start_on(discord, bot()?).await?;
    first.advance(hour).await?;
    first.settle().await?;
    second.settle().await?;
    assert_eq!(rung.0.load(Ordering::SeqCst), 1);
    second.advance(hour).await?;
    assert_eq!(rung.0.load(Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_scheduled_event_of_a_process_that_is_gone_is_raised_by_another() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?;
    let rung = Rung::default();
    let bot = || Ok::<_, BoxError>(storing(&redis.url())?.replace_state(rung.clone()));
    let first = Sandbox::start_on(discord.clone(), bot()?).await?;
    let second = Sandbox::start_on(discord, bot()?).await?;
    let api = Api::of(&second);
    while api.get("/discord/status").await.body["processes"].as_array().unwrap().len() < 2 {}
    // The second process has read the timers already.
    let hour = std::time::Duration::from_hours(1);
    first.handle().context()?.schedule_after(hour, Alarm).await?;
    first.stop().await?;
    second.advance(hour).await?;
    let rings = async {
        while rung.0.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), rings).await?;
    second.advance(hour).await?;
    assert_eq!(rung.0.load(Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
async fn an_invalid_url_is_refused_without_showing_it() -> Result<()> {
    let Err(error) = Sandbox::start(bot("hunter2")?).await else { panic!("it started") };
    assert!(matches!(error, Error::Redis(_)), "{error}");
    let text = error.to_string();
    assert!(text.contains("DISCORD_REDIS_URL") && !text.contains("hunter2"), "{text}");
    Ok(())
}
