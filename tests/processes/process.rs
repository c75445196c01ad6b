//! A bot in a process of its own, as in production.

use std::process::Stdio;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{self, Discord};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

use crate::server::{Redis, signal};

/// The token of the HTTP surface.
const TOKEN: &str = "token-of-a-test";

/// The longest wait for anything.
pub(crate) const LONGEST: Duration = Duration::from_mins(1);

/// How long a slow handler takes.
const SLOW: Duration = Duration::from_secs(4);

/// Answer with the number.
#[command]
async fn number(value: u32) -> String {
    value.to_string()
}

/// Honk, once for all callers of all processes.
#[command(cooldown(uses = 1, per = "1h", scope = global))]
async fn horn() -> &'static str {
    "Honk."
}

/// Ring, once for all callers of all processes.
#[command(cooldown(uses = 1, per = "1h", scope = global))]
async fn bell() -> &'static str {
    "Ding."
}

/// Set the prefix.
#[command(name = "setprefix", guild_only)]
async fn set_prefix(ctx: &Context, prefix: String) -> Result<String> {
    ctx.set_prefix(Some(&prefix)).await?;
    Ok(format!("now {prefix}"))
}

/// Answers messages that are no commands. No id protects it from running twice, so that a shard with two owners is noticed.
#[on_event(Message)]
async fn told(ctx: &Context, event: &Message) -> Result<()> {
    if let Some(number) = event.content.strip_prefix("tell ") {
        ctx.say(format!("told {number}")).await?;
    }
    if let Some(number) = event.content.strip_prefix("slow ") {
        // Unlike `ctx.sleep`, it holds up the events of the channel.
        tokio::time::sleep(SLOW).await;
        ctx.say(format!("told {number}")).await?;
    }
    Ok(())
}

pub(crate) struct Process {
    child: Child,
    api: String,
    client: reqwest::Client,
}

impl Process {
    /// Starts a process with these shards. It may not be connected yet.
    pub(crate) async fn start(discord: &Discord, redis: &Redis, shards: &str) -> Result<Self> {
        Self::start_with(discord, &redis.url(), shards).await
    }

    /// Starts a process that reaches Redis at this URL.
    pub(crate) async fn start_with(discord: &Discord, redis_url: &str, shards: &str) -> Result<Self> {
        let free = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = free.local_addr()?.to_string();
        drop(free);
        let logs = std::env::var_os("PROCESSES_LOG").is_some();
        let child = Command::new(std::env::current_exe()?)
            .args(["--exact", "process::the_process_of_the_bot", "--ignored", "--nocapture"])
            .env("PROCESS_OF_A_TEST", "1")
            .env("DISCORD_BOT_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_GATEWAY_URL", discord.gateway_url())
            .env("DISCORD_API_RATE", "1000000")
            .env("DISCORD_REDIS_URL", redis_url)
            .env("DISCORD_SHARDS", shards)
            .env("DISCORD_HTTP_ADDR", &address)
            .env("DISCORD_HTTP_TOKEN", TOKEN)
            .env("DISCORD_STATE", "off")
            .env("DISCORD_STORE", "redis")
            .stdout(Stdio::null())
            .stderr(if logs { Stdio::inherit() } else { Stdio::null() })
            .kill_on_drop(true)
            .spawn()?;
        Ok(Self { child, api: format!("http://{address}"), client: reqwest::Client::new() })
    }

    /// Returns the status; `None` before the process listens and after it has ended.
    pub(crate) async fn status(&self) -> Option<serde_json::Value> {
        let request = self.client.get(format!("{}/discord/status", self.api)).bearer_auth(TOKEN);
        request.timeout(Duration::from_secs(5)).send().await.ok()?.json().await.ok()
    }

    /// Returns the metrics.
    pub(crate) async fn metrics(&self) -> Result<String> {
        let request = self.client.get(format!("{}/metrics", self.api)).bearer_auth(TOKEN);
        Ok(request.timeout(Duration::from_secs(5)).send().await?.error_for_status()?.text().await?)
    }

    /// Returns the number of shards of the process.
    pub(crate) async fn shards(&self) -> usize {
        self.status().await.and_then(|status| Some(status["shards"].as_array()?.len())).unwrap_or_default()
    }

    /// Waits until the process is ready.
    pub(crate) async fn ready(&self) -> Result<()> {
        eventually("the process to be ready", async || {
            let request = self.client.get(format!("{}/readyz", self.api));
            let answer = request.timeout(Duration::from_secs(5)).send().await;
            answer.is_ok_and(|answer| answer.status() == 200)
        })
        .await
    }

    /// Drains the process, which goes on running.
    pub(crate) async fn drain(&self) -> Result<()> {
        let request = self.client.post(format!("{}/discord/drain", self.api)).bearer_auth(TOKEN);
        request.timeout(Duration::from_secs(5)).send().await?.error_for_status()?;
        Ok(())
    }

    /// Calls a command over HTTP, and returns the status of the answer.
    pub(crate) async fn execute(&self, content: &str) -> Result<u16> {
        let request = self.client.post(format!("{}/discord/execute", self.api)).bearer_auth(TOKEN);
        let request = request.json(&serde_json::json!({ "content": content })).timeout(LONGEST);
        Ok(request.send().await?.status().as_u16())
    }

    /// Sends a signal such as `STOP`.
    pub(crate) async fn signal(&self, name: &str) -> Result<()> {
        signal(&self.child, name).await
    }

    /// Waits for the end of the process, and returns whether it ended with success.
    pub(crate) async fn ends(mut self) -> Result<bool> {
        Ok(tokio::time::timeout(LONGEST, self.child.wait()).await??.success())
    }
}

/// Waits until the emulator is in a state.
pub(crate) async fn until(discord: &Discord, what: &str, is: impl Fn(&Discord) -> bool) -> Result<()> {
    let mut changes = discord.watch();
    let reached = async {
        while !is(discord) {
            changes.changed().await?;
        }
        Ok::<_, BoxError>(())
    };
    match tokio::time::timeout(LONGEST, reached).await {
        Ok(reached) => reached,
        Err(_) => Err(format!("waited for {what}; connected: {:?}", discord.connected_shards()).into()),
    }
}

/// Waits until a condition holds whose changes are not announced: the state of another process, or a long list of messages.
pub(crate) async fn eventually(what: &str, is: impl AsyncFn() -> bool) -> Result<()> {
    let reached = async {
        while !is().await {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(LONGEST, reached).await.map_err(|_| format!("waited for {what}").into())
}

/// Waits until the processes have these numbers of shards, in any order.
pub(crate) async fn divided(processes: &[Process], shares: &[usize]) -> Result<()> {
    eventually("the shards to be divided", async || {
        let mut found = Vec::new();
        for process in processes {
            found.push(process.shards().await);
        }
        found.sort_unstable();
        found == shares
    })
    .await
}

/// Fails if two connected sessions ever had the same shard, or one was refused because of another.
pub(crate) fn assert_one_owner(discord: &Discord) {
    assert_eq!(discord.refused_duplicates(), 0);
    let overlaps = discord.shard_overlaps();
    assert!(overlaps.is_empty(), "{overlaps:?}");
}

/// Returns how many messages have this content.
pub(crate) fn count(member: &sandbox::Member, content: &str) -> usize {
    member.messages().iter().filter(|message| message.content == content).count()
}

#[test]
#[ignore = "started by the tests, in a process of its own"]
fn the_process_of_the_bot() {
    // Without it, `--ignored` runs this among the tests.
    if std::env::var_os("PROCESS_OF_A_TEST").is_none() {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let registry = Registry::empty().command::<number>().command::<set_prefix>().on_event::<told>();
    let registry = registry.command::<horn>().command::<bell>();
    let ended = runtime.block_on(Bot::builder().registry(registry).run());
    drop(runtime);
    std::process::exit(i32::from(ended.is_err()));
}
