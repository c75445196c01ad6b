//! Schedules that run in one of several processes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use tokio::sync::Semaphore;

use crate::server::Redis;

#[derive(Clone, Default)]
struct Runs(Arc<Mutex<Vec<String>>>);

impl Runs {
    fn take(&self) -> Vec<String> {
        let mut runs = std::mem::take(&mut *self.0.lock().unwrap());
        runs.sort();
        runs
    }
}

#[every("5m")]
async fn tidy(runs: &Runs, tick: &Tick) {
    runs.0.lock().unwrap().push(format!("tidy {}", tick.due));
}

#[cron("7 * * * *")]
async fn report(runs: &Runs, tick: &Tick) {
    runs.0.lock().unwrap().push(format!("report {}", tick.due));
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn each_due_time_runs_in_one_process() -> Result<()> {
    let mut redis = Redis::start().await;
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:02:00Z".parse()?).start().await?;
    let (url, runs) = (redis.url(), Runs::default());
    let bot = || {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_MODE" => Some("http".to_owned()),
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_REDIS_URL" => Some(url.clone()),
            _ => None,
        })?;
        let registry = Registry::empty().schedule::<tidy>().schedule::<report>();
        Ok::<_, BoxError>(Bot::builder().registry(registry).config(config).state(runs.clone()))
    };
    let first = Sandbox::start_on(discord.clone(), bot()?).await?;
    first.advance(Duration::from_mins(1)).await?;
    // It starts a minute later, and has the same due times.
    let second = Sandbox::start_on(discord, bot()?).await?;
    let advance = async |by: Duration| {
        first.advance(by).await?;
        second.settle().await?;
        Ok::<_, BoxError>(runs.take())
    };
    let seen = advance(Duration::from_mins(10)).await?;
    let expected = ["report 2026-11-30T10:07:00Z", "tidy 2026-11-30T10:05:00Z", "tidy 2026-11-30T10:10:00Z"];
    assert_eq!(seen, expected);
    // Without Redis, each process runs it.
    redis.process.kill().await?;
    let seen = advance(Duration::from_mins(2)).await?;
    assert_eq!(seen, ["tidy 2026-11-30T10:15:00Z"; 2]);
    Ok(())
}

/// A run that takes as long as the test wants.
struct Long {
    running: AtomicUsize,
    most: AtomicUsize,
    /// A permit for each run that has started.
    started: Semaphore,
    open: Semaphore,
}

#[every("5m")]
async fn long(state: &Arc<Long>) -> Result<()> {
    state.most.fetch_max(state.running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    state.started.add_permits(1);
    state.open.acquire().await?.forget();
    state.running.fetch_sub(1, Ordering::SeqCst);
    Ok(())
}

#[every("1h", run_at_start, missed = skip)]
async fn warm(state: &Arc<Long>) -> Result<()> {
    state.started.add_permits(1);
    state.open.acquire().await?.forget();
    state.most.fetch_add(1, Ordering::SeqCst);
    Ok(())
}

/// Waits until the server has run this many more scripts: an attempt to get a permit is one.
async fn scripts(redis: &Redis, more: u64) {
    let client = ::redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let mut last = None;
    loop {
        let stats: String =
            ::redis::cmd("INFO").arg("commandstats").query_async(&mut connection).await.unwrap();
        let calls =
            stats.lines().find_map(|line| line.strip_prefix("cmdstat_evalsha:calls=")?.split(',').next());
        let calls: u64 = calls.unwrap().parse().unwrap();
        if calls >= *last.get_or_insert(calls) + more {
            return;
        }
    }
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_run_waits_for_one_in_another_process() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:02:00Z".parse()?).start().await?;
    let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (started, open) = (Semaphore::new(0), Semaphore::new(0));
    let (url, state) = (redis.url(), Arc::new(Long { running, most, started, open }));
    let bot = || {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_MODE" => Some("http".to_owned()),
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_REDIS_URL" => Some(url.clone()),
            _ => None,
        })?;
        let registry = Registry::empty().schedule::<long>();
        Ok::<_, BoxError>(Bot::builder().registry(registry).config(config).state(Arc::clone(&state)))
    };
    let first = Sandbox::start_on(discord.clone(), bot()?).await?;
    let second = Sandbox::start_on(discord.clone(), bot()?).await?;
    discord.clock().jump(Duration::from_mins(5));
    state.started.acquire().await?.forget();
    discord.clock().jump(Duration::from_mins(5));
    // The process without the run tries to get the permit four times a second.
    tokio::select! {
        _ = state.started.acquire() => panic!("two runs go on at once"),
        () = scripts(&redis, 10) => {}
    }
    state.open.add_permits(2);
    state.started.acquire().await?.forget();
    first.settle().await?;
    second.settle().await?;
    assert_eq!((state.most.load(Ordering::SeqCst), state.running.load(Ordering::SeqCst)), (1, 0));
    assert_eq!(state.started.available_permits(), 0, "each due time runs once");
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn each_process_makes_its_run_at_the_start_after_that_of_another() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:02:00Z".parse()?).start().await?;
    let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (started, open) = (Semaphore::new(0), Semaphore::new(0));
    let (url, state) = (redis.url(), Arc::new(Long { running, most, started, open }));
    let bot = || {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_MODE" => Some("http".to_owned()),
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_REDIS_URL" => Some(url.clone()),
            _ => None,
        })?;
        let registry = Registry::empty().schedule::<warm>();
        Ok::<_, BoxError>(Bot::builder().registry(registry).config(config).state(Arc::clone(&state)))
    };
    let (first_bot, second_bot) = (bot()?, bot()?);
    let second = async {
        state.started.acquire().await.unwrap().forget();
        let opened = async {
            // The second process waits, and its run is late by more than `skip` allows.
            scripts(&redis, 3).await;
            discord.clock().jump(Duration::from_mins(1));
            scripts(&redis, 3).await;
            state.open.add_permits(2);
        };
        tokio::join!(Sandbox::start_on(discord.clone(), second_bot), opened).0
    };
    // A sandbox has started when the runs at its start are over.
    let (first, second) = tokio::join!(Sandbox::start_on(discord.clone(), first_bot), second);
    let (first, second) = (first?, second?);
    first.settle().await?;
    second.settle().await?;
    assert_eq!(state.most.load(Ordering::SeqCst), 2);
    Ok(())
}
