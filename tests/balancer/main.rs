//! Three processes in HTTP mode behind a balancer; one is restarted and one is killed under load.
//!
//! Needs `haproxy` and `redis-server`: `cargo test -p tests --test balancer -- --ignored a_balancer`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod haproxy;
#[path = "../redis/server.rs"]
#[allow(dead_code, reason = "another suite uses more of it")]
mod server;

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use futures::future::join_all;
use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::haproxy::{Haproxy, free_port};
use crate::server::Redis;

/// How many members call commands at once.
const MEMBERS: u32 = 8;

/// How many calls each of them makes in a phase.
const CALLS: u32 = 30;

/// Count out loud.
#[command]
async fn count(ctx: &Context, number: u32) -> Result<String> {
    let channel = ctx.channel_id().ok_or("there is no channel")?;
    channel.say(ctx, format!("Ran {number}.")).await?;
    Ok(format!("Number {number}."))
}

/// Ask a question.
#[command]
async fn question(ctx: &Context) -> Result<&'static str> {
    Ok(if ctx.confirm("Are you sure?").await? { "You are sure." } else { "You are not." })
}

/// A bot in a process of its own.
struct Process {
    child: Child,
    port: u16,
}

impl Process {
    async fn start(discord: &Discord, redis: &Redis, port: u16) -> Result<Self> {
        let child = Command::new(std::env::current_exe()?)
            .args(["--exact", "the_process_of_the_bot", "--ignored", "--nocapture"])
            .env("DISCORD_BOT_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_MODE", "http")
            .env("DISCORD_HTTP_ADDR", format!("127.0.0.1:{port}"))
            .env("DISCORD_HTTP_TOKEN", "token-of-a-test")
            .env("DISCORD_REDIS_URL", redis.url())
            .env("DISCORD_STORE", "off")
            .env("DISCORD_LOG", "warn")
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let process = Self { child, port };
        let ready = async {
            let url = format!("http://127.0.0.1:{port}/readyz");
            while !reqwest::get(&url).await.is_ok_and(|answer| answer.status() == 200) {}
        };
        tokio::time::timeout(Duration::from_secs(30), ready).await?;
        Ok(process)
    }

    /// Stops it as a deployment does, or kills it, and starts it again at the same address.
    async fn restart(&mut self, signal: &str, discord: &Discord, redis: &Redis) -> Result<()> {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().await?.success());
        self.child.wait().await?;
        *self = Self::start(discord, redis, self.port).await?;
        Ok(())
    }
}

/// Calls a command many times, with numbers from `first` on, and returns the numbers that were not answered.
async fn load(discord: &Discord, first: u32) -> Result<Vec<u32>> {
    let calls = (0..MEMBERS).map(|member| async move {
        let name = format!("member{member}");
        let caller = discord.member(&name).await?;
        let mut lost = Vec::new();
        for call in 0..CALLS {
            let number = first + member * CALLS + call;
            let answer = caller.slash("count").option("number", i64::from(number)).send().await;
            if !answer.is_ok_and(|answer| answer.content == format!("Number {number}.")) {
                lost.push(number);
            }
        }
        Ok::<_, BoxError>(lost)
    });
    let mut lost = Vec::new();
    for numbers in join_all(calls).await {
        lost.extend(numbers?);
    }
    Ok(lost)
}

/// Returns the numbers that ran more than once.
async fn doubled(discord: &Discord) -> Result<Vec<String>> {
    let mut runs = BTreeMap::new();
    for message in discord.member("alice").await?.messages() {
        if message.content.starts_with("Ran ") {
            *runs.entry(message.content).or_insert(0) += 1;
        }
    }
    Ok(runs.into_iter().filter(|(_, count)| *count > 1).map(|(run, _)| run).collect())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs haproxy and redis-server"]
async fn a_balancer_in_front_of_three_processes_loses_and_doubles_nothing() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::start().await?;
    let mut processes = Vec::new();
    for _ in 0..3 {
        processes.push(Process::start(&discord, &redis, free_port().await).await?);
    }
    let ports: Vec<u16> = processes.iter().map(|process| process.port).collect();
    let haproxy = Haproxy::start(&ports).await;
    discord.wait_for_command("count").await?;
    discord.set_interactions_endpoint(&format!("{}/discord/interactions", haproxy.url())).await?;

    // A click need not arrive at the process that asked.
    let alice = discord.member("alice").await?;
    for _ in 0..6 {
        let asked = alice.slash("question").send().await?;
        alice.click(&asked, "Yes").acknowledged().await?;
        assert_eq!(alice.sees().await?.content, "You are sure.");
    }

    // A log level that is set at one process is obeyed by all.
    let client = reqwest::Client::new();
    let log = |process: &Process, method| {
        let url = format!("http://127.0.0.1:{}/discord/log", process.port);
        client.request(method, url).bearer_auth("token-of-a-test")
    };
    let set = log(&processes[0], Method::PUT).json(&json!({ "level": "error", "reason": "a test" }));
    assert_eq!(set.send().await?.status(), 200);
    for process in &processes {
        let obeys = async {
            loop {
                let level: Value = log(process, Method::GET).send().await?.json().await?;
                if level["level"] == "error" && level["changed"]["reason"] == "a test" {
                    return Ok::<_, BoxError>(());
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(3), obeys).await??;
    }

    // One process after the other is restarted.
    let rolling = async {
        for (number, process) in processes.iter_mut().enumerate() {
            process.restart("-TERM", &discord, &redis).await?;
            // The next one stops when the balancer has another to send requests to.
            haproxy.uses(number).await;
        }
        Ok::<_, BoxError>(())
    };
    let (lost, restarted) = tokio::join!(load(&discord, 0), rolling);
    restarted?;
    let (lost, twice) = (lost?, doubled(&discord).await?);
    println!("rolling restart: {} lost, {} doubled", lost.len(), twice.len());
    assert!(lost.is_empty() && twice.is_empty(), "lost {lost:?}, doubled {twice:?}");

    // A process that is killed takes what it was doing with it, and nothing else.
    let killed = processes[0].restart("-KILL", &discord, &redis);
    let (lost, restarted) = tokio::join!(load(&discord, 10_000), killed);
    restarted?;
    let (lost, twice) = (lost?, doubled(&discord).await?);
    println!("killed: {} lost, {} doubled", lost.len(), twice.len());
    assert!(lost.len() <= MEMBERS as usize && twice.is_empty(), "lost {lost:?}, doubled {twice:?}");
    assert_eq!(load(&discord, 20_000).await?, Vec::<u32>::new());
    Ok(())
}

#[test]
#[ignore = "started by the test above, in a process of its own"]
fn the_process_of_the_bot() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bot = Bot::builder().registry(Registry::empty().command::<count>().command::<question>());
    let ended = runtime.block_on(bot.run());
    drop(runtime);
    std::process::exit(i32::from(ended.is_err()));
}
