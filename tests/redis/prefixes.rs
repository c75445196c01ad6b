//! Prefixes of guilds that several processes share.

use std::time::{Duration, Instant};

use futures::future::join;
use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Member, Sandbox};

use crate::api::{Api, Response};
use crate::server::Redis;

/// The longest wait for a change that only the next poll, two seconds later, can bring. A busy machine needs longer.
const LONGEST: Duration = Duration::from_secs(20);

/// Answer at once.
#[command]
async fn plain() -> &'static str {
    "Once."
}

/// Set the prefixes of the guild; without any, remove them.
#[command(name = "setprefix")]
async fn set_prefixes(ctx: &Context, prefixes: Vec<String>) -> Result<String> {
    ctx.set_prefixes(prefixes).await?;
    Ok(ctx.prefixes().join(" "))
}

/// Return the prefixes of the guild.
#[command]
async fn prefixes(ctx: &Context) -> String {
    ctx.prefixes().join(" ")
}

/// A process, and a member of the guild who calls its commands over HTTP.
struct Process {
    sandbox: Sandbox,
    alice: Member,
    api: Api,
}

impl Process {
    async fn start(discord: &Discord, redis: &Redis) -> Result<Self> {
        let url = redis.url();
        let config = Config::from_lookup(|name| match name {
            "DISCORD_MODE" => Some("http".to_owned()),
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_STORE" => Some("redis".to_owned()),
            "DISCORD_REDIS_URL" => Some(url.clone()),
            _ => None,
        })?;
        let registry = Registry::empty().command::<plain>().command::<set_prefixes>().command::<prefixes>();
        let bot = Bot::builder().registry(registry).config(config);
        let sandbox = Sandbox::start_on(discord.clone(), bot).await?;
        Ok(Self { alice: sandbox.member("alice").await?, api: Api::of(&sandbox), sandbox })
    }

    async fn says(&self, content: &str) -> Response {
        self.api.execute_as(&self.sandbox, &self.alice, content).await
    }

    /// Waits until a text is a call, and fails after `limit`.
    async fn obeys(&self, content: &str, limit: Duration) {
        let begin = Instant::now();
        loop {
            let status = self.says(content).await.status.as_u16();
            if status == 200 {
                return;
            }
            assert!(begin.elapsed() < limit, "`{content}` is answered with {status}");
        }
    }
}

async fn two(redis: &Redis) -> Result<[Process; 2]> {
    let discord = Discord::start().await?;
    Ok([Process::start(&discord, redis).await?, Process::start(&discord, redis).await?])
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_prefix_is_obeyed_by_every_process_within_a_second() -> Result<()> {
    let redis = Redis::start().await;
    let [a, b] = two(&redis).await?;
    // Until then, a change is obeyed at the next poll.
    while redis.subscribers("*:prefixes").await < 2 {}
    for (by, other) in [(&a, &b), (&b, &a)] {
        assert_eq!(by.says("!setprefix ? $").await.body["response"], "? $");
        for call in ["?plain", "$plain"] {
            by.obeys(call, Duration::ZERO).await;
            other.obeys(call, Duration::from_secs(1)).await;
        }
        assert_eq!(other.says("!plain").await.status, 404);
        assert_eq!(other.says("?setprefix").await.body["response"], "!");
        by.obeys("!plain", Duration::from_secs(1)).await;
        assert_eq!(by.says("?plain").await.status, 404);
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_prefix_whose_announcement_is_lost_is_obeyed_at_the_next_poll() -> Result<()> {
    let redis = Redis::start().await;
    let [a, b] = two(&redis).await?;
    for prefix in ["?", "$"] {
        // The subscribers connect again after half a second.
        redis.run(&["CLIENT", "KILL", "TYPE", "pubsub"]).await;
        assert_eq!(a.says(&format!("setprefix {prefix}")).await.status, 200);
        b.obeys(&format!("{prefix}plain"), LONGEST).await;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn processes_that_change_one_prefix_at_once_agree_in_the_end() -> Result<()> {
    let redis = Redis::start().await;
    let [a, b] = two(&redis).await?;
    for number in 0..10 {
        let (one, other) = (format!("setprefix a{number}"), format!("setprefix b{number}"));
        let (one, other) = join(a.says(&one), b.says(&other)).await;
        assert_eq!((one.status.as_u16(), other.status.as_u16()), (200, 200), "{} {}", one.text, other.text);
    }
    let begin = Instant::now();
    loop {
        let (one, other) = join(a.says("prefixes"), b.says("prefixes")).await;
        if one.body["response"] == other.body["response"] {
            return Ok(());
        }
        assert!(begin.elapsed() < LONGEST, "{} {}", one.text, other.text);
    }
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn without_redis_a_prefix_is_not_changed_and_the_last_one_stays() -> Result<()> {
    let mut redis = Redis::start().await;
    let [a, b] = two(&redis).await?;
    assert_eq!(a.says("setprefix ?").await.status, 200);
    b.obeys("?plain", LONGEST).await;
    redis.process.kill().await?;
    for process in [&a, &b] {
        assert_ne!(process.says("?setprefix $").await.status, 200);
        process.obeys("?plain", Duration::ZERO).await;
    }
    // The new server is empty, and each process still knows the prefix.
    redis.restart().await;
    while a.says("?setprefix ? $").await.status != 200 {}
    b.obeys("$plain", LONGEST).await;
    Ok(())
}
