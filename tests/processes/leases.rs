//! Leases of shards: one owner at a time, whatever happens to a process.

use std::time::Instant;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, DiscordBuilder};

use crate::process::{LONGEST, Process, assert_one_owner, count, divided, eventually, until};
use crate::server::Redis;

/// An emulator that lets `shards` shards identify at once, and refuses a second session of a shard that is connected.
pub(crate) async fn discord(shards: u32) -> Result<Discord> {
    Ok(emulator(shards).refuse_duplicate_shards().start().await?)
}

fn emulator(shards: u32) -> DiscordBuilder {
    Discord::builder().shards(shards).max_concurrency(shards).timeout(LONGEST)
}

pub(crate) async fn start<const N: usize>(
    discord: &Discord,
    redis: &Redis,
    shards: &str,
) -> Result<Vec<Process>> {
    let mut processes = Vec::new();
    for _ in 0..N {
        processes.push(Process::start(discord, redis, shards).await?);
    }
    for process in &processes {
        process.ready().await?;
    }
    Ok(processes)
}

/// Waits until as many shards are connected, each once.
pub(crate) async fn connected(discord: &Discord, shards: u64) -> Result<()> {
    let all: Vec<(u64, u64)> = (0..shards).map(|shard| (shard, shards)).collect();
    until(discord, "every shard to be connected once", |discord| discord.connected_shards() == all).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_killed_process_loses_its_shards_to_the_others() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(6).await?);
    let processes = start::<3>(&discord, &redis, "lease").await?;
    connected(&discord, 6).await?;
    divided(&processes, &[2, 2, 2]).await?;
    connected(&discord, 6).await?;
    let begin = Instant::now();
    processes[0].signal("KILL").await?;
    until(&discord, "the connections of the process to end", |discord| discord.connected_shards().len() < 6)
        .await?;
    connected(&discord, 6).await?;
    let moved = begin.elapsed();
    println!("the shards of a killed process were connected again after {moved:?}");
    assert!(moved < Duration::from_secs(20), "{moved:?}");
    assert_one_owner(&discord);
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("!number 1").await?.content, "1");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_prefix_moves_with_the_shard_of_its_guild() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(1).await?);
    let first = Process::start(&discord, &redis, "lease").await?;
    first.ready().await?;
    connected(&discord, 1).await?;
    // It has no shard, and has read the prefixes before one is set.
    let second = Process::start(&discord, &redis, "lease").await?;
    second.ready().await?;
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("!setprefix ?").await?.content, "now ?");
    first.signal("KILL").await?;
    until(&discord, "the connection of the process to end", |discord| discord.connected_shards().is_empty())
        .await?;
    connected(&discord, 1).await?;
    assert_eq!(alice.says("?number 1").await?.content, "1");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_drained_process_leaves_its_shards_to_the_others() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(4).await?);
    let processes = start::<2>(&discord, &redis, "lease").await?;
    divided(&processes, &[2, 2]).await?;
    connected(&discord, 4).await?;
    let identifies = discord.identifies();
    assert_eq!(processes[0].metrics().await?.matches("discord_shard_connected{").count(), 2);
    processes[0].drain().await?;
    divided(&processes, &[0, 4]).await?;
    connected(&discord, 4).await?;
    assert!(!processes[0].metrics().await?.contains("discord_shard_connected{"));
    assert_eq!(discord.identifies(), identifies, "every session was resumed");
    assert_one_owner(&discord);
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("!number 1").await?.content, "1");
    // The last one keeps its shards, and says that it restarts.
    processes[1].drain().await?;
    assert_ne!(alice.says("!number 2").await?.content, "2");
    assert_eq!(processes[1].shards().await, 4);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_drained_process_handles_what_it_receives_until_another_one_does() -> Result<()> {
    const MESSAGES: usize = 300;
    let (redis, discord) = (Redis::start().await?, discord(1).await?);
    let processes = start::<2>(&discord, &redis, "lease/1").await?;
    connected(&discord, 1).await?;
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("tell start").await?.content, "told start");
    let load = {
        let alice = alice.clone();
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(10));
            for number in 0..MESSAGES {
                ticks.tick().await;
                alice.posts(&format!("tell {number}")).await?;
            }
            Ok::<_, BoxError>(())
        })
    };
    eventually("the load to begin", async || count(&alice, "told 0") == 1).await?;
    let is_first = processes[0].shards().await == 1;
    let (owner, other) = if is_first { (0, 1) } else { (1, 0) };
    processes[owner].drain().await?;
    eventually("the shard to move", async || processes[other].shards().await == 1).await?;
    load.await??;
    let told = || {
        let told = alice.messages().into_iter().filter_map(|message| {
            message.content.strip_prefix("told ").and_then(|number| number.parse::<usize>().ok())
        });
        let mut told: Vec<usize> = told.collect();
        told.sort_unstable();
        told
    };
    // Those that are lost never come, so the wait may end without them.
    let _ = eventually("every message to be answered", async || told().len() >= MESSAGES).await;
    assert_eq!(told(), (0..MESSAGES).collect::<Vec<_>>());
    assert_one_owner(&discord);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_process_that_was_stopped_past_its_lease_does_nothing_when_it_wakes() -> Result<()> {
    // As on Discord, the shard of the stopped process may have a second session.
    let (redis, discord) = (Redis::start().await?, emulator(1).start().await?);
    let processes = start::<2>(&discord, &redis, "lease/1").await?;
    connected(&discord, 1).await?;
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("tell 0").await?.content, "told 0");
    let is_first = processes[0].shards().await == 1;
    let [first, second] = &processes[..] else { panic!("two were started") };
    let (owner, other) = if is_first { (first, second) } else { (second, first) };
    owner.signal("STOP").await?;
    until(&discord, "the other process to identify", |discord| discord.identifies() == 2).await?;
    // Both have a connection now, so both receive what happens.
    for number in 1..=20 {
        alice.posts(&format!("tell {number}")).await?;
        alice.posts(&format!("!number {number}")).await?;
    }
    let all = |answer: &dyn Fn(u32) -> String| (1..=20).all(|number| count(&alice, &answer(number)) == 1);
    let (told, answered) = (|number: u32| format!("told {number}"), |number: u32| number.to_string());
    eventually("the other process to answer", async || all(&told) && all(&answered)).await?;
    owner.signal("CONT").await?;
    connected(&discord, 1).await?;
    owner.ready().await?;
    assert_eq!((owner.shards().await, other.shards().await), (0, 1));
    assert!(all(&told) && all(&answered), "the process that woke has answered as well");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_process_with_another_number_of_shards_waits_for_the_end_of_the_others() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(3).await?);
    let first = Process::start(&discord, &redis, "lease/2").await?;
    first.ready().await?;
    connected(&discord, 2).await?;
    let second = Process::start(&discord, &redis, "lease/3").await?;
    // It is listed as soon as it has asked Redis for anything.
    let listed = async || {
        let status = first.status().await;
        status.is_some_and(|status| status["processes"].as_array().is_some_and(|all| all.len() == 2))
    };
    eventually("the second process to be listed", listed).await?;
    assert_eq!((discord.connected_shards(), second.shards().await), (vec![(0, 2), (1, 2)], 0));
    first.signal("TERM").await?;
    assert!(first.ends().await?);
    connected(&discord, 3).await?;
    second.ready().await?;
    assert_eq!(second.shards().await, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_process_that_takes_over_a_shard_obeys_the_prefixes_of_its_guilds() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(1).await?);
    let processes = start::<2>(&discord, &redis, "lease/1").await?;
    connected(&discord, 1).await?;
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("!setprefix ?").await?.content, "now ?");
    assert_eq!(alice.says("?number 1").await?.content, "1");
    let is_first = processes[0].shards().await == 1;
    let (owner, other) = if is_first { (0, 1) } else { (1, 0) };
    processes[owner].drain().await?;
    eventually("the shard to move", async || processes[other].shards().await == 1).await?;
    connected(&discord, 1).await?;
    assert_eq!(alice.says("?number 2").await?.content, "2");
    Ok(())
}
