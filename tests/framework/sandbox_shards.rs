//! A bot with the shards that the emulator recommends.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};

/// Answer at once.
#[command]
async fn ping() -> &'static str {
    "pong"
}

#[tokio::test]
async fn a_bot_serves_the_guilds_of_all_its_shards_and_resumes_each() -> Result<()> {
    let discord = Discord::builder()
        .shards(3)
        .max_concurrency(3)
        .clock_stopped_at("2026-11-30T10:00:00Z".parse()?)
        .start()
        .await?;
    // Guilds that are a millisecond apart belong to neighbouring shards.
    let mut guilds = vec![discord.guild()];
    for name in ["Second", "Third"] {
        discord.clock().jump(Duration::from_millis(1));
        guilds.push(discord.new_guild(name).await?);
    }
    let mut shards: Vec<u64> = guilds.iter().map(|guild| (guild.get() >> 22) % 3).collect();
    shards.sort_unstable();
    assert_eq!(shards, [0, 1, 2]);
    let bot = Bot::builder().registry(Registry::empty().command::<ping>());
    let sandbox = Sandbox::start_on(discord, bot).await?;
    assert_eq!(sandbox.connected_shards(), [(0, 3), (1, 3), (2, 3)]);
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!(alice.in_dm().says("!ping").await?.content, "pong");
    sandbox.drop_connections().await;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    sandbox.wait_until_ready().await?;
    sandbox.settle().await?;
    assert_eq!((sandbox.identifies(), sandbox.resumes()), (3, 3));
    assert!(sandbox.shard_overlaps().is_empty());
    Ok(())
}
