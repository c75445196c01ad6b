//! What looking costs: the time of commands alone, and beside a thousand status requests in a second.
//!
//! `cargo test -p tests --test load -- --ignored --nocapture` prints the numbers of docs/LOAD.md.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement is printed")]

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
const LOOKS_PER_SECOND: u32 = 1000;

#[command]
async fn ping() -> &'static str {
    "pong"
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn looking_does_not_slow_commands_down() -> Result<()> {
    // What is measured is the bot, and not the limit of a token.
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_RATE" => Some("1000000".to_owned()),
        _ => None,
    })?;
    let bot = Bot::builder().registry(Registry::empty().command::<ping>()).config(config);
    let sandbox = Sandbox::start(bot).await?;
    let bot = Client::new(&sandbox.http_url().unwrap(), sandbox.http_token().unwrap());
    // Everything is warm when the first measurement begins.
    measure(&bot, 500).await?;
    let alone = measure(&bot, CALLS).await?;
    let (watcher, started) = (bot.clone(), Instant::now());
    let looking = tokio::spawn(look(watcher));
    let beside = measure(&bot, CALLS).await?;
    let took = started.elapsed();
    looking.abort();
    let looks = looking.await.err().map_or(0, |_| LOOKS.load(std::sync::atomic::Ordering::Relaxed));
    println!("| | p50 | p99 | longest |\n|---|---|---|---|");
    for (name, times) in [("commands alone", &alone), ("beside status requests", &beside)] {
        println!("| {name} | {:.2?} | {:.2?} | {:.2?} |", at(times, 50), at(times, 99), at(times, 100));
    }
    println!("{CALLS} calls each; {:.0} status requests in a second", f64::from(looks) / took.as_secs_f64());
    Ok(())
}

static LOOKS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

/// Asks for the status a thousand times in a second, whatever the answers take.
async fn look(bot: Client) {
    let mut ticks = interval(Duration::from_secs(1) / LOOKS_PER_SECOND);
    let places = Arc::new(Semaphore::new(32));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    loop {
        ticks.tick().await;
        let bot = bot.clone();
        // As many connections as a busy dashboard and its friends hold open.
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        tokio::spawn(async move {
            let _place = place;
            if bot.status().await.is_ok() {
                LOOKS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        });
    }
}

/// How long each of so many calls takes, one after the other, shortest first.
async fn measure(bot: &Client, calls: usize) -> Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(calls);
    for _ in 0..calls {
        let started = Instant::now();
        bot.call(Call::new("ping")).await?;
        times.push(started.elapsed());
        // A user is no machine.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    times.sort_unstable();
    Ok(times)
}

fn at(times: &[Duration], percent: usize) -> Duration {
    times[(times.len() * percent / 100).saturating_sub(1)]
}
