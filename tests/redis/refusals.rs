//! A Redis that answers, but refuses what it is asked (D5): as if it were away, with a reason that says what to do.

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};

use crate::api::Api;
use crate::server::Redis;
use crate::{bot, bots};

/// The requests that failed.
async fn failures(api: &Api) -> u64 {
    let metrics = api.get("/metrics").await.text;
    let line = metrics.lines().find_map(|line| line.strip_prefix("discord_redis_failures_total "));
    line.unwrap().parse().unwrap()
}

/// Checks that the bot goes on without Redis, says why, and does not think in between that Redis is back.
async fn is_away_because(api: &Api, reason: &str) {
    while !problem(api).await.contains(reason) {
        api.execute("!vault").await;
    }
    let begin = failures(api).await;
    // Several questions whether it is back, and requests of the background between them that only read.
    while failures(api).await < begin + 4 {
        assert_eq!(api.execute("!vault").await.status, 503);
        assert!(problem(api).await.contains(reason));
    }
    assert_eq!(api.execute("!plain").await.status, 200);
    assert_eq!(api.execute("!bell").await.status, 200);
}

/// Waits until Redis is back.
async fn is_back(api: &Api) {
    while api.execute("!vault").await.status != 200 {}
    assert_eq!(problem(api).await, "");
}

/// Returns the problem in the status; empty if there is none.
async fn problem(api: &Api) -> String {
    let status = api.get("/discord/status").await.body;
    let problem = status["redis_problem"].as_str().unwrap_or_default().to_owned();
    assert_eq!(status["redis_answers"], problem.is_empty(), "{status}");
    problem
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_that_became_a_replica_is_away_until_it_is_the_primary() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [api]) = bots::<1>(&redis).await?;
    assert_eq!(problem(&api).await, "");
    redis.run(&["REPLICAOF", "127.0.0.1", "1"]).await;
    is_away_because(&api, "REPLICAOF NO ONE").await;
    redis.run(&["REPLICAOF", "NO", "ONE"]).await;
    is_back(&api).await;
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_without_memory_is_away_until_it_has_some() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [api]) = bots::<1>(&redis).await?;
    redis.run(&["CONFIG", "SET", "maxmemory", "1"]).await;
    is_away_because(&api, "maxmemory").await;
    redis.run(&["CONFIG", "SET", "maxmemory", "0"]).await;
    is_back(&api).await;
    Ok(())
}

/// Ends the connections that exist, which would not need a new password.
const KILL: &[&str] = &["CLIENT", "KILL", "TYPE", "normal"];

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_that_wants_a_password_is_away_until_it_does_not() -> Result<()> {
    let redis = Redis::start().await;
    let (_bots, [api]) = bots::<1>(&redis).await?;
    redis.run_all(None, &[&["CONFIG", "SET", "requirepass", "secret"], KILL]).await;
    is_away_because(&api, "password").await;
    redis.run_all(Some("secret"), &[&["CONFIG", "SET", "requirepass", ""]]).await;
    is_back(&api).await;
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_that_refuses_the_password_is_away_until_it_takes_it() -> Result<()> {
    let redis = Redis::start().await;
    redis.run(&["CONFIG", "SET", "requirepass", "old"]).await;
    let bot = Sandbox::start_on(Discord::start().await?, bot(&redis.url_with("old"))?).await?;
    let api = Api::of(&bot);
    assert_eq!(api.execute("!bell").await.status, 200);
    assert_eq!(problem(&api).await, "");
    redis.run_all(Some("old"), &[&["CONFIG", "SET", "requirepass", "new"], KILL]).await;
    while !problem(&api).await.contains("password") {
        assert_eq!(api.execute("!vault").await.status, 503);
    }
    assert_eq!(api.execute("!plain").await.status, 200);
    redis.run_all(Some("new"), &[&["CONFIG", "SET", "requirepass", "old"]]).await;
    is_back(&api).await;
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_redis_that_loads_its_data_is_away_until_it_has_loaded_it() -> Result<()> {
    let directory = std::env::temp_dir().join(format!("redis-of-a-test-{}", std::process::id()));
    std::fs::create_dir_all(&directory)?;
    let path = directory.to_str().unwrap();
    let redis = Redis::start_with(&["--dir", path, "--enable-debug-command", "local"]).await;
    let (_bots, [api]) = bots::<1>(&redis).await?;
    // Half a millisecond for each of many keys. Requests are answered between them.
    redis.run(&["DEBUG", "POPULATE", "40000"]).await;
    redis.run(&["CONFIG", "SET", "loading-process-events-interval-bytes", "1024"]).await;
    redis.run(&["CONFIG", "SET", "key-load-delay", "500"]).await;
    tokio::join!(redis.run(&["DEBUG", "RELOAD"]), async {
        is_away_because(&api, "loading").await;
        redis.run(&["CONFIG", "SET", "key-load-delay", "0"]).await;
    });
    is_back(&api).await;
    std::fs::remove_dir_all(&directory)?;
    Ok(())
}
