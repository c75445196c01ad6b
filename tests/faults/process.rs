//! Faults of the process (P1 to P6), and of handlers that block it.

use std::process::Stdio;
use std::time::{Duration, Instant};

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Answer, Discord};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStderr, Command};

/// Block the thread that runs the handler.
#[command]
async fn block() {
    loop {
        std::thread::park();
    }
}

/// A bot in a process of its own, as in production.
struct Process {
    discord: Discord,
    child: Child,
    log: Lines<BufReader<ChildStderr>>,
    api: String,
}

impl Process {
    async fn start(discord: Discord, settings: &[(&str, &str)]) -> Result<Self> {
        let free = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = free.local_addr()?.to_string();
        drop(free);
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--exact", "process::the_process_of_the_bot", "--ignored", "--nocapture"])
            .env("DISCORD_BOT_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_GATEWAY_URL", discord.gateway_url())
            .env("DISCORD_HTTP_ADDR", &address)
            .env("DISCORD_HTTP_TOKEN", "token-of-a-test")
            .env("DISCORD_STATE", "off")
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let log = BufReader::new(child.stderr.take().unwrap()).lines();
        discord.wait_until_ready().await?;
        Ok(Self { discord, child, log, api: format!("http://{address}") })
    }

    /// Waits for a line of the log.
    async fn logs(&mut self, text: &str) -> Result<String> {
        let line = async {
            loop {
                match self.log.next_line().await? {
                    Some(line) if line.contains(text) => return Ok::<_, BoxError>(line),
                    Some(_) => {}
                    None => return Err(format!("it ended without logging `{text}`").into()),
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(30), line).await?
    }

    async fn terminate(&self) -> Result<()> {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await?.success());
        Ok(())
    }
}

#[tokio::test]
async fn handlers_that_block_every_thread_stop_no_heartbeat_probe_or_deferral() -> Result<()> {
    let discord = Discord::builder().heartbeat_interval(Duration::from_millis(500)).start().await?;
    let mut bot = Process::start(discord, &[]).await?;
    let alice = bot.discord.member("alice").await?;
    let processors = std::thread::available_parallelism()?.get();
    for _ in 0..processors {
        alice.slash("block").begin()?;
    }
    // After two seconds the answers are deferred, although no handler gives its thread back.
    let mut changes = bot.discord.watch();
    // Discord's flag LOADING, of a message that shows "is thinking…".
    let thinks = |message: &Answer| message.raw["flags"].as_u64().is_some_and(|flags| flags & 128 != 0);
    while alice.messages().iter().filter(|message| thinks(message)).count() < processors {
        tokio::time::timeout(Duration::from_secs(10), changes.changed()).await??;
    }
    let named = bot.logs("blocks its thread").await?;
    assert!(named.contains("block") && named.contains("process.rs:"), "{named}");
    let beats = bot.discord.heartbeats().len();
    let client = reqwest::Client::new();
    let livez = client.get(format!("{}/livez", bot.api)).timeout(Duration::from_secs(2)).send().await?;
    assert_eq!(livez.status(), 200);
    let status = client.get(format!("{}/discord/status", bot.api)).bearer_auth("token-of-a-test");
    let status: serde_json::Value = status.timeout(Duration::from_secs(2)).send().await?.json().await?;
    assert_eq!(status["blocking"].as_array().unwrap().len(), processors, "{status}");
    while bot.discord.heartbeats().len() < beats + 3 {
        tokio::time::timeout(Duration::from_secs(5), changes.changed()).await??;
    }
    assert_eq!((bot.discord.identifies(), bot.discord.resumes()), (1, 0));
    // Nothing ends these handlers, so the process ends without them, in time.
    let begin = Instant::now();
    bot.terminate().await?;
    let ended = tokio::time::timeout(Duration::from_secs(28), bot.child.wait()).await??;
    assert!(!ended.success() && begin.elapsed() >= Duration::from_secs(20), "{:?}", begin.elapsed());
    Ok(())
}

#[tokio::test]
async fn a_state_file_that_another_process_locks_is_an_error_in_time() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("locked-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let state = folder.join("state.json");
    let bot = Process::start(Discord::start().await?, &[("DISCORD_STATE", state.to_str().unwrap())]).await?;
    let lock = std::fs::File::create(folder.join("state.json.lock"))?;
    lock.lock()?;
    let client = reqwest::Client::new();
    let toggle = || {
        client
            .put(format!("{}/discord/commands/block/enabled", bot.api))
            .bearer_auth("token-of-a-test")
            .json(&serde_json::json!({ "enabled": false }))
            .timeout(Duration::from_secs(20))
            .send()
    };
    let refused = toggle().await?;
    assert_eq!(refused.status(), 500);
    // While the file is still locked, the process ends as usual.
    let waiting = tokio::spawn(toggle());
    bot.terminate().await?;
    let mut bot = bot;
    let ended = tokio::time::timeout(Duration::from_secs(20), bot.child.wait()).await??;
    assert!(ended.success());
    drop(waiting.await);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[test]
#[ignore = "started by the tests above, in a process of its own"]
fn the_process_of_the_bot() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bot = Bot::builder().registry(Registry::empty().command::<block>());
    let ended = runtime.block_on(bot.run());
    // As `#[tokio::main]` does, which waits for every thread.
    drop(runtime);
    std::process::exit(i32::from(ended.is_err()));
}
