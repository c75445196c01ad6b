//! A cooldown that eight processes share.

use futures::future::try_join_all;
use mindtrace_discord::prelude::*;

use crate::leases::discord;
use crate::process::Process;
use crate::server::Redis;

/// The calls at each process.
const CALLS: usize = 125;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn one_of_a_thousand_calls_at_eight_processes_gets_the_use() -> Result<()> {
    // Each call has a connection.
    rlimit::increase_nofile_limit(8192)?;
    let (redis, discord) = (Redis::start().await?, discord(8).await?);
    let mut processes = Vec::new();
    for shard in 0..8 {
        processes.push(Process::start(&discord, &redis, &format!("{shard}/8")).await?);
    }
    for process in &processes {
        process.ready().await?;
    }
    assert_eq!(passed(&processes, "!horn").await?, 1);
    // Longer than other requests wait, and a second shorter than a cooldown waits, in which a busy machine reads the answers.
    redis.signal("STOP").await?;
    let resumed = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        redis.signal("CONT").await
    };
    let (passed, resumed) = tokio::join!(passed(&processes, "!bell"), resumed);
    resumed?;
    assert_eq!(passed?, 1);
    Ok(())
}

/// Calls a command many times at each process, and returns how many calls got a use. All others are on cooldown.
async fn passed(processes: &[Process], content: &str) -> Result<usize> {
    let calls = processes.iter().flat_map(|process| (0..CALLS).map(move |_| process.execute(content)));
    let statuses = try_join_all(calls).await?;
    let refused = statuses.iter().filter(|status| **status == 429).count();
    let passed = statuses.iter().filter(|status| **status == 200).count();
    assert_eq!(passed + refused, processes.len() * CALLS, "{statuses:?}");
    Ok(passed)
}
