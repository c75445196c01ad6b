//! One bot three times: the original on poise, the original on discord.py, and the port, which is `examples/steward`. Each of them holds
//! the same conversation, of two days with a restart in between: so the port does what the originals do.
//!
//! The original on discord.py needs an interpreter with that package: `PYTHON=venv/bin/python cargo test --test ported -- --ignored`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod conversation;
#[allow(clippy::pedantic, reason = "it is written as bots on poise are")]
mod on_poise;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use mindtrace_discord::sandbox::{Discord, Sandbox, SandboxError};
use mindtrace_discord::store::MemoryStore;
use serenity::all::{ClientBuilder, HttpBuilder};
use tokio::process::{Child, Command};
use tokio::runtime::Runtime;

use self::conversation::{Members, TIMEOUT, first_day, second_day, until};

/// A file for the data of a bot, which is removed at the end of the test.
struct DataFile(PathBuf);

impl DataFile {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mindtrace-ported-{}-{name}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Self(path)
    }
}

impl Drop for DataFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Starts a bot, talks with it, restarts it and talks on.
async fn hold_the_conversation<B>(
    start: impl AsyncFn(Discord) -> B,
    stop: impl AsyncFn(B),
) -> Result<(), SandboxError> {
    let discord = Discord::builder().timeout(TIMEOUT).start().await?;
    let members = Members::new(&discord).await?;
    let bot = start(discord.clone()).await;
    discord.wait_for_command("warn").await?;
    discord.wait_until_ready().await?;
    let poll = first_day(&discord, &members).await?;
    stop(bot).await;
    let is_gone = || discord.connected_shards().is_empty().then_some(());
    until(&discord, "the bot to disconnect", is_gone).await?;
    assert!(!members.are_reminded(), "the reminder was due before the restart, which it has to survive");
    let bot = start(discord.clone()).await;
    discord.wait_until_ready().await?;
    second_day(&discord, &members, &poll).await?;
    stop(bot).await;
    Ok(())
}

/// The original on poise, on a runtime of its own. When it is dropped, all tasks of the bot end, like those of a process that is killed.
struct PoiseBot(Option<Runtime>);

impl PoiseBot {
    fn start(discord: &Discord, file: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.unwrap();
        let http = HttpBuilder::new(discord.token()).proxy(discord.url()).ratelimiter_disabled(true).build();
        let framework = on_poise::framework(file.to_owned());
        runtime.spawn(async move {
            let client = ClientBuilder::new_with_http(http, on_poise::INTENTS).framework(framework);
            client.await.unwrap().start().await.unwrap();
        });
        Self(Some(runtime))
    }
}

impl Drop for PoiseBot {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Starts the original on discord.py.
fn start_on_discord_py(discord: &Discord, file: &Path) -> Child {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let bot = Path::new(env!("CARGO_MANIFEST_DIR")).join("ported/on_discord_py/bot.py");
    let mut command = Command::new(python);
    command.arg(bot).env("SANDBOX_URL", discord.url()).env("DISCORD_TOKEN", discord.token());
    command.env("DATABASE", file).env("PYTHONDONTWRITEBYTECODE", "1");
    command.stdin(Stdio::null()).kill_on_drop(true).spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_original_on_poise_holds_the_conversation() {
    let file = DataFile::new("poise.json");
    let start = async |discord: Discord| PoiseBot::start(&discord, &file.0);
    let stop = async |bot: PoiseBot| drop(bot);
    hold_the_conversation(start, stop).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs discord.py"]
async fn the_original_on_discord_py_holds_the_conversation() {
    let file = DataFile::new("discord-py.sqlite");
    let start = async |discord: Discord| start_on_discord_py(&discord, &file.0);
    let stop = async |mut bot: Child| bot.kill().await.unwrap();
    hold_the_conversation(start, stop).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_port_holds_the_conversation() {
    let store = Arc::new(MemoryStore::default());
    let start = async |discord: Discord| {
        let bot = steward::bot().store(store.clone());
        Sandbox::start_on(discord, bot).await.unwrap()
    };
    let stop = async |bot: Sandbox| {
        bot.stop().await.unwrap();
    };
    hold_the_conversation(start, stop).await.unwrap();
}

#[test]
fn the_port_is_valid() {
    assert!(steward::bot().validate().is_ok());
}
