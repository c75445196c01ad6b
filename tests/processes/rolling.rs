//! A rolling restart under load: every call is answered once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Discord;
use tokio::sync::watch;

use crate::process::{LONGEST, Process, assert_one_owner, divided, eventually};
use crate::server::Redis;

/// The calls per second. Each one is two events: the message, and the answer.
const RATE: u64 = 200;

/// The calls between two restarts, at least.
const BETWEEN: u32 = 200;

/// The dispatches that the emulator sends again: those of half a minute, because a loaded machine starts a process slowly.
const REPLAYED: usize = 30 * 2 * 200;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_rolling_restart_with_leases_answers_each_call_once() -> Result<()> {
    rolling_restart(&["lease"; 3], 6).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs redis-server"]
async fn a_rolling_restart_with_parts_answers_each_call_once() -> Result<()> {
    rolling_restart(&["0-1/6", "2-3/6", "4-5/6"], 6).await
}

/// Restarts one process after the other while a member calls commands.
async fn rolling_restart(parts: &[&str], shards: u32) -> Result<()> {
    let redis = Redis::start().await?;
    let builder = Discord::builder().shards(shards).max_concurrency(shards).timeout(LONGEST);
    let discord = builder.refuse_duplicate_shards().replayed_dispatches(REPLAYED).start().await?;
    let mut processes = Vec::new();
    for part in parts {
        processes.push(Process::start(&discord, &redis, part).await?);
    }
    discord.wait_until_ready().await?;
    divided(&processes, &[2, 2, 2]).await?;
    discord.wait_until_ready().await?;
    for process in &processes {
        process.ready().await?;
    }
    let sessions = discord.identifies();
    let alice = discord.member("alice").await?;
    let (posting, mut posted) = watch::channel(0_u32);
    let ends = Arc::new(AtomicBool::new(false));
    let load = {
        let (alice, ends) = (alice.clone(), Arc::clone(&ends));
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(1000 / RATE));
            let mut number = 0;
            while !ends.load(Ordering::SeqCst) {
                ticks.tick().await;
                alice.posts(&format!("!number {number}")).await?;
                number += 1;
                posting.send_replace(number);
            }
            Ok::<_, BoxError>(())
        })
    };
    for (position, part) in parts.iter().enumerate() {
        goes_on(&mut posted).await?;
        let old = processes.remove(position);
        old.signal("TERM").await?;
        assert!(old.ends().await?);
        let new = Process::start(&discord, &redis, part).await?;
        new.ready().await?;
        processes.insert(position, new);
    }
    goes_on(&mut posted).await?;
    ends.store(true, Ordering::SeqCst);
    load.await??;
    let posted = *posted.borrow();
    let answers = || -> BTreeMap<u32, u32> {
        let mut answers = BTreeMap::new();
        for message in alice.messages() {
            if let Ok(number) = message.content.parse::<u32>() {
                *answers.entry(number).or_default() += 1;
            }
        }
        answers
    };
    // Those that are lost never come, so the wait may end without them.
    let _ = eventually("every call to be answered", async || answers().len() >= posted as usize).await;
    let answers = answers();
    let lost = (0..posted).filter(|number| !answers.contains_key(number)).count();
    let doubled = answers.values().filter(|count| **count > 1).count();
    let (new, resumed) = (discord.identifies() - sessions, discord.resumes());
    println!("{posted} calls: {lost} lost, {doubled} doubled; {resumed} sessions resumed, {new} new");
    assert_eq!((lost, doubled, new), (0, 0, 0));
    assert_one_owner(&discord);
    Ok(())
}

/// Waits for further calls.
async fn goes_on(posted: &mut watch::Receiver<u32>) -> Result<()> {
    let end = *posted.borrow() + BETWEEN;
    posted.wait_for(|posted| *posted >= end).await?;
    Ok(())
}
