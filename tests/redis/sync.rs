//! Discord's list of commands in a rolling deployment.

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::json;

use crate::api::Api;
use crate::server::Redis;

/// In every version.
#[command]
async fn old() {}

/// Since the second version.
#[command]
async fn new() {}

fn bot(redis: &Redis, version: &str, registry: Registry) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_MODE" => Some("http".to_owned()),
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_REDIS_URL" => Some(redis.url()),
        _ => None,
    })?;
    Ok(Bot::builder().registry(registry).config(config).version(version))
}

fn names(discord: &Discord) -> Vec<String> {
    let names = discord.commands().into_iter().map(|command| command["name"].as_str().unwrap().to_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn an_older_version_does_not_write_its_list_back() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::start().await?;
    let before = Registry::empty().command::<old>();
    let after = before.clone().command::<new>();
    let first = Sandbox::start_on(discord.clone(), bot(&redis, "1.9.0", before.clone())?).await?;
    assert_eq!(names(&discord), ["old"]);
    let second = Sandbox::start_on(discord.clone(), bot(&redis, "1.10.0", after)?).await?;
    assert_eq!(names(&discord), ["new", "old"]);
    let writes = discord.command_writes();
    // The older version is asked to sync, and another process of it starts.
    assert_eq!(Api::of(&first).post("/discord/resync", &json!({})).await.status, 202);
    first.settle().await?;
    let third = Sandbox::start_on(discord.clone(), bot(&redis, "1.9.0", before)?).await?;
    assert_eq!(
        (names(&discord), discord.command_writes()),
        (vec!["new".to_owned(), "old".to_owned()], writes)
    );
    // Once the newer version is forgotten, as some time after a rollback, the older one may write again.
    second.stop().await?;
    let version = redis.keys().await.into_iter().find(|key| key.ends_with(":sync:version")).unwrap();
    redis.run(&["DEL", &version]).await;
    assert_eq!(Api::of(&third).post("/discord/resync", &json!({})).await.status, 202);
    third.settle().await?;
    assert_eq!(names(&discord), ["old"]);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn processes_that_start_at_once_write_one_after_the_other() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::start().await?;
    let registry = Registry::empty().command::<old>().command::<new>();
    let start = || async {
        Ok::<_, BoxError>(Sandbox::start_on(discord.clone(), bot(&redis, "1.0.0", registry.clone())?).await?)
    };
    let (one, two, three) = tokio::join!(start(), start(), start());
    let _bots = [one?, two?, three?];
    assert_eq!(names(&discord), ["new", "old"]);
    // The first one creates both commands, and the others find nothing to do.
    assert_eq!(discord.command_writes(), 2);
    Ok(())
}
