//! Schedules that run in one of several processes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};

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
