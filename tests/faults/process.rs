//! Faults of the process (P1 to P6), and of handlers that block it.

use std::process::Stdio;
use std::time::{Duration, Instant};

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Answer, Discord};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStderr, Command};

use crate::invariants::assert_hidden;

/// Block the thread that runs the handler.
#[command]
async fn block() {
    loop {
        std::thread::park();
    }
}

/// Answer at once.
#[command]
async fn ping() -> &'static str {
    "pong"
}

/// A bot in a process of its own, as in production.
struct Process {
    discord: Discord,
    child: Child,
    log: Lines<BufReader<ChildStderr>>,
    /// The lines read so far.
    logged: String,
    api: String,
}

impl Process {
    async fn start(discord: Discord, settings: &[(&str, &str)]) -> Result<Self> {
        let free = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = free.local_addr()?.to_string();
        drop(free);
        let program = std::env::current_exe()?;
        // The shell sets the limits, and ignores the signal that a write beyond the first one would end the process with.
        let limited = r#"
            [ -z "$LIMIT_OF_FILES" ] || { trap "" XFSZ; ulimit -f "$LIMIT_OF_FILES"; }
            [ -z "$LIMIT_OF_OPEN_FILES" ] || ulimit -S -n "$LIMIT_OF_OPEN_FILES"
            exec "$0" "$@""#;
        let mut child = Command::new("bash")
            .args(["-c", limited])
            .arg(program)
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
        Ok(Self { discord, child, log, logged: String::new(), api: format!("http://{address}") })
    }

    /// Waits for a line of the log.
    async fn logs(&mut self, text: &str) -> Result<String> {
        let line = async {
            loop {
                let Some(line) = self.log.next_line().await? else {
                    return Err(format!("it ended without logging `{text}`").into());
                };
                self.logged.push_str(&line);
                if line.contains(text) {
                    return Ok::<_, BoxError>(line);
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(30), line).await?
    }

    /// Waits for the end of the process, checks that its log shows no secret, and returns whether it ended with success.
    async fn ends(mut self, within: Duration) -> Result<bool> {
        let ended = async {
            while let Some(line) = self.log.next_line().await? {
                self.logged.push_str(&line);
            }
            self.child.wait().await
        };
        let ended = tokio::time::timeout(within, ended).await??;
        for secret in [self.discord.token(), "token-of-a-test", "sandbox-interaction-"] {
            assert_hidden(secret, &self.logged, "the log");
        }
        Ok(ended.success())
    }

    async fn terminate(&self) -> Result<()> {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await?.success());
        Ok(())
    }
}

#[tokio::test]
async fn the_limit_of_open_files_is_raised_at_the_start() -> Result<()> {
    let bot = Process::start(Discord::start().await?, &[("LIMIT_OF_OPEN_FILES", "100")]).await?;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", bot.child.id().unwrap()))?;
    let limit = limits.lines().find_map(|line| line.strip_prefix("Max open files")).unwrap();
    let mut limit = limit.split_whitespace();
    let (soft, hard) = (limit.next().unwrap(), limit.next().unwrap());
    assert!(soft == hard && soft != "100", "{limits}");
    bot.terminate().await?;
    assert!(bot.ends(Duration::from_secs(28)).await?);
    Ok(())
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
    let succeeded = bot.ends(Duration::from_secs(28)).await?;
    assert!(!succeeded && begin.elapsed() >= Duration::from_secs(20), "{:?}", begin.elapsed());
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
    assert!(bot.ends(Duration::from_secs(20)).await?);
    drop(waiting.await);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[tokio::test]
async fn a_disk_that_is_full_changes_no_toggle_and_breaks_nothing() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("full-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (state, audit) = (folder.join("state.json"), folder.join("audit.jsonl"));
    let settings = [
        ("DISCORD_STATE", state.to_str().unwrap()),
        ("DISCORD_AUDIT", audit.to_str().unwrap()),
        // No file may grow, as on a disk without room: every write fails.
        ("LIMIT_OF_FILES", "0"),
    ];
    let bot = Process::start(Discord::start().await?, &settings).await?;
    let client = reqwest::Client::new();
    let call = |method, path: &str| {
        client.request(method, format!("{}{path}", bot.api)).bearer_auth("token-of-a-test")
    };
    let path = "/discord/commands/ping/enabled";
    for _ in 0..2 {
        let toggle = call(reqwest::Method::PUT, path).json(&serde_json::json!({ "enabled": false }));
        let refused = toggle.send().await?;
        assert_eq!(refused.status(), 500);
        let problem = refused.text().await?;
        assert!(!problem.contains("full-"), "the path is internal: {problem}");
    }
    // The command stays enabled, and nothing is left behind.
    let alice = bot.discord.member("alice").await?;
    assert_eq!(alice.slash("ping").send().await?.content, "pong");
    assert!(!state.exists());
    let left: Vec<_> = std::fs::read_dir(&folder)?.map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "state.json.lock" || name == "audit.jsonl"), "{left:?}");
    assert_eq!(call(reqwest::Method::GET, "/livez").send().await?.status(), 200);
    bot.terminate().await?;
    assert!(bot.ends(Duration::from_secs(20)).await?);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[test]
#[ignore = "started by the tests above, in a process of its own"]
fn the_process_of_the_bot() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bot = Bot::builder().registry(Registry::empty().command::<block>().command::<ping>());
    let ended = runtime.block_on(bot.run());
    // As `#[tokio::main]` does, which waits for every thread.
    drop(runtime);
    std::process::exit(i32::from(ended.is_err()));
}
