//! A process that stops while events wait behind a slow handler.

use mindtrace_discord::prelude::*;

use crate::leases::{connected, discord, start};
use crate::process::{assert_one_owner, count, eventually};
use crate::server::Redis;

/// Together they need longer than a process has to stop.
const MESSAGES: usize = 6;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn events_behind_a_slow_handler_are_handled_once_by_the_next_process() -> Result<()> {
    let (redis, discord) = (Redis::start().await?, discord(1).await?);
    let mut processes = start::<2>(&discord, &redis, "lease/1").await?;
    connected(&discord, 1).await?;
    let owner = usize::from(processes[0].shards().await == 0);
    let owner = processes.remove(owner);
    let alice = discord.member("alice").await?;
    for number in 0..MESSAGES {
        alice.posts(&format!("slow {number}")).await?;
    }
    // One is handled, and perhaps the second one by now.
    let wait = async || {
        let status = owner.status().await;
        status.is_some_and(|status| status["events"]["waiting"].as_u64() >= Some(MESSAGES as u64 - 2))
    };
    eventually("messages to wait for their handler", wait).await?;
    owner.signal("TERM").await?;
    assert!(owner.ends().await?);
    let told = || (0..MESSAGES).map(|number| count(&alice, &format!("told {number}"))).collect::<Vec<_>>();
    // Those that are lost never come, so the wait may end without them.
    let _ =
        eventually("every message to be answered", async || told().iter().sum::<usize>() >= MESSAGES).await;
    assert_eq!(told(), [1; MESSAGES]);
    connected(&discord, 1).await?;
    assert_eq!((discord.identifies(), processes[0].shards().await), (1, 1));
    assert_one_owner(&discord);
    Ok(())
}
