//! Leases of shards while Redis hangs, cannot be reached, or loses its data.

use std::time::Instant;

use mindtrace_discord::prelude::*;

use crate::leases::{connected, discord, start};
use crate::link::Link;
use crate::process::{Process, assert_one_owner, count, divided, eventually, until};
use crate::server::Redis;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn without_redis_the_shards_close_and_resume_when_it_is_back() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(4).await?);
    let processes = start::<2>(&discord, &redis, "lease").await?;
    divided(&processes, &[2, 2]).await?;
    connected(&discord, 4).await?;
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("tell 0").await?.content, "told 0");
    let identifies = discord.identifies();
    redis.signal("STOP").await?;
    until(&discord, "every shard to close", |discord| discord.connected_shards().is_empty()).await?;
    for process in &processes {
        let status = process.status().await.unwrap();
        assert_eq!(status["redis_answers"], false, "{status}");
        assert_eq!(status["state"], "degraded", "{status}");
    }
    alice.posts("tell 1").await?;
    redis.signal("CONT").await?;
    let begin = Instant::now();
    connected(&discord, 4).await?;
    let back = begin.elapsed();
    println!("the shards were connected again {back:?} after Redis answered");
    // Leases that Redis renewed when it woke up belong to no other process, and need not expire first.
    assert!(back < Duration::from_secs(12), "{back:?}");
    eventually("the message to be answered", async || count(&alice, "told 1") > 0).await?;
    assert_eq!((count(&alice, "told 1"), discord.identifies()), (1, identifies));
    assert_one_owner(&discord);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_redis_that_has_lost_its_data_gives_no_shard_a_second_owner() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(5).await?);
    let processes = start::<2>(&discord, &redis, "lease").await?;
    // One process has fewer than its share, so it looks for free leases all the time.
    divided(&processes, &[2, 3]).await?;
    connected(&discord, 5).await?;
    let sessions = discord.identifies() + discord.resumes();
    for _ in 0..3 {
        redis.run(&["FLUSHALL"]).await?;
        let renewed = async || redis.keys(":lease:").await.is_ok_and(|leases| leases == 5);
        eventually("the leases to be renewed", renewed).await?;
    }
    divided(&processes, &[2, 3]).await?;
    assert_eq!(discord.identifies() + discord.resumes(), sessions);
    assert_one_owner(&discord);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_redis_that_is_restarted_without_its_data_gives_no_shard_a_second_owner() -> Result<()> {
    let (mut redis, discord) = (Redis::start().await?, discord(6).await?);
    let processes = start::<3>(&discord, &redis, "lease").await?;
    divided(&processes, &[2, 2, 2]).await?;
    connected(&discord, 6).await?;
    let sessions = discord.identifies() + discord.resumes();
    for _ in 0..3 {
        redis.kill().await?;
        // Shorter than the leases, which stay in use, and longer than the first attempts to connect.
        tokio::time::sleep(Duration::from_secs(4)).await;
        redis.restart().await?;
        let renewed = async || redis.keys(":lease:").await.is_ok_and(|leases| leases == 6);
        eventually("the leases to be renewed", renewed).await?;
    }
    divided(&processes, &[2, 2, 2]).await?;
    connected(&discord, 6).await?;
    assert_eq!(discord.identifies() + discord.resumes(), sessions);
    assert_one_owner(&discord);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_process_that_is_cut_off_from_redis_has_closed_its_shards_when_others_take_them() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(4).await?);
    let link = Link::to(redis.port(), Duration::ZERO).await?;
    let processes = [
        Process::start_with(&discord, &link.url(), "lease").await?,
        Process::start(&discord, &redis, "lease").await?,
    ];
    for process in &processes {
        process.ready().await?;
    }
    divided(&processes, &[2, 2]).await?;
    connected(&discord, 4).await?;
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("tell 0").await?.content, "told 0");
    let [cut_off, other] = &processes;
    link.cut();
    eventually("the other process to take all shards", async || other.shards().await == 4).await?;
    connected(&discord, 4).await?;
    assert_one_owner(&discord);
    let status = cut_off.status().await.unwrap();
    assert_eq!((&status["redis_answers"], &status["state"]), (&false.into(), &"degraded".into()), "{status}");
    // Its list of shards is updated after the request to Redis that is waiting.
    eventually("the cut-off process to list no shard", async || cut_off.shards().await == 0).await?;
    assert_eq!(alice.says("tell 1").await?.content, "told 1");
    assert_eq!(alice.says("!number 1").await?.content, "1");
    // Its old connections carry nothing any more, so it needs new ones.
    link.restore();
    divided(&processes, &[2, 2]).await?;
    connected(&discord, 4).await?;
    assert_eq!(cut_off.status().await.unwrap()["redis_answers"], true);
    assert_eq!(alice.says("tell 2").await?.content, "told 2");
    let answered = (0..3).map(|number| count(&alice, &format!("told {number}")));
    assert_eq!(answered.collect::<Vec<_>>(), [1, 1, 1]);
    assert_one_owner(&discord);
    Ok(())
}
