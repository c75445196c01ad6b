//! Measures the overhead of status requests: the latency of commands alone, and during 1,000 status requests per second.
//!
//! `cargo test -p tests --test load -- --ignored --nocapture` prints the numbers of docs/LOAD.md.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "it prints measurements")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use mindtrace_discord::Registry;
use mindtrace_discord::client::{Call, Client};
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use tokio::sync::Semaphore;
use tokio::time::{MissedTickBehavior, interval};

const CALLS: usize = 2000;
const STATUS_REQUESTS_PER_SECOND: u32 = 1000;

#[command]
async fn ping() -> &'static str {
    "pong"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn status_requests_do_not_slow_commands_down() -> Result<()> {
    // The rate limit of the token must not affect the measurement.
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_RATE" => Some("1000000".to_owned()),
        _ => None,
    })?;
    let bot = Bot::builder().registry(Registry::empty().command::<ping>()).config(config);
    let sandbox = Sandbox::start(bot).await?;
    let bot = Client::new(&sandbox.http_url().unwrap(), sandbox.http_token().unwrap());
    // Warms up connections and caches.
    measure(&bot, 500).await?;
    let alone = measure(&bot, CALLS).await?;
    let (client, started) = (bot.clone(), Instant::now());
    let polling = tokio::spawn(poll_status(client));
    let under_load = measure(&bot, CALLS).await?;
    let elapsed = started.elapsed();
    polling.abort();
    let polls = polling.await.err().map_or(0, |_| POLLS.load(std::sync::atomic::Ordering::Relaxed));
    println!("| | p50 | p99 | longest |\n|---|---|---|---|");
    for (name, times) in [("commands alone", &alone), ("during status requests", &under_load)] {
        println!("| {name} | {:.2?} | {:.2?} | {:.2?} |", at(times, 50), at(times, 99), at(times, 100));
    }
    let rate = f64::from(polls) / elapsed.as_secs_f64();
    println!("{CALLS} calls each; {rate:.0} status requests per second");
    Ok(())
}

static POLLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

/// Requests the status a thousand times per second, however long the responses take.
async fn poll_status(bot: Client) {
    let mut ticks = interval(Duration::from_secs(1) / STATUS_REQUESTS_PER_SECOND);
    let connections = Arc::new(Semaphore::new(32));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    loop {
        ticks.tick().await;
        let bot = bot.clone();
        // At most 32 connections at once.
        let Ok(permit) = Arc::clone(&connections).acquire_owned().await else { return };
        tokio::spawn(async move {
            let _permit = permit;
            if bot.status().await.is_ok() {
                POLLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        });
    }
}

/// Makes `calls` calls one after the other and returns their latencies, sorted.
async fn measure(bot: &Client, calls: usize) -> Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(calls);
    for _ in 0..calls {
        let started = Instant::now();
        bot.call(Call::new("ping")).await?;
        times.push(started.elapsed());
        // A pause, as between the calls of a user.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    times.sort_unstable();
    Ok(times)
}

fn at(times: &[Duration], percent: usize) -> Duration {
    times[(times.len() * percent / 100).saturating_sub(1)]
}
