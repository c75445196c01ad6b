//! Tests commands as tools with the official Python client: `PYTHON=… cargo test -p tests --test mcp -- --ignored`, where
//! `PYTHON` is an interpreter with the package `mcp`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Stdio;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Add two numbers.
#[command]
async fn add(#[arg(max = 100)] a: i64, b: i64) -> String {
    (a + b).to_string()
}

/// Kick a member.
#[command(permissions(KICK_MEMBERS))]
async fn kick(who: UserId) -> String {
    format!("{who} is out")
}

/// Delete messages.
#[command(permissions(MANAGE_MESSAGES), tool)]
async fn clear() -> &'static str {
    "cleared"
}

/// A secret.
#[command(tool = false)]
async fn secret() -> &'static str {
    "secret"
}

/// For owners.
#[command(owners_only)]
async fn owner() {}

fn bot(user: UserId) -> Result<BotBuilder> {
    let registry = Registry::empty()
        .command::<add>()
        .command::<kick>()
        .command::<clear>()
        .command::<secret>()
        .command::<owner>();
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_TOKEN" => Some("all".to_owned()),
        "DISCORD_HTTP_READ_TOKEN" => Some("read".to_owned()),
        "DISCORD_HTTP_EXECUTE_TOKEN" => Some("run".to_owned()),
        "DISCORD_HTTP_USER" => Some(user.to_string()),
        "DISCORD_STATE" => Some("off".to_owned()),
        _ => None,
    });
    Ok(Bot::builder().registry(registry).config(config?))
}

/// A client process with a token.
struct Client {
    _child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Client {
    async fn connect(sandbox: &Sandbox, token: &str, mode: &str) -> Result<Self> {
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/mcp_client.py");
        let url = format!("{}/mcp-server/mcp", sandbox.http_url().unwrap());
        let mut command = Command::new(python);
        command
            .args([script, &url, token, mode])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn()?;
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut client = Self { _child: child, input, output: BufReader::new(output).lines() };
        assert_eq!(client.answer().await?, "ready");
        Ok(client)
    }

    async fn ask(&mut self, command: Value) -> Result<Value> {
        self.input.write_all(format!("{command}\n").as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> Result<Value> {
        let line = self.output.next_line().await?.ok_or("the client ended; its output is above")?;
        Ok(serde_json::from_str(&line)?)
    }

    async fn tools(&mut self) -> Result<Vec<String>> {
        Ok(self.ask(json!("list")).await?.as_object().unwrap().keys().cloned().collect())
    }
}

#[tokio::test]
#[ignore = "needs Python with the package `mcp`"]
async fn the_official_client_lists_and_calls_commands() -> Result<()> {
    lists_and_calls("auto").await
}

#[tokio::test]
#[ignore = "needs Python with the package `mcp`"]
async fn a_client_of_the_previous_protocol_works_too() -> Result<()> {
    lists_and_calls("legacy").await
}

async fn lists_and_calls(mode: &str) -> Result<()> {
    let discord = Discord::start().await?;
    let alice = discord.member("alice").await?;
    let sandbox = Sandbox::start_on(discord, bot(alice.id())?).await?;
    let mut client = Client::connect(&sandbox, "run", mode).await?;

    // A destructive command is a tool only with the key `tool`, and `tool = false` excludes any command.
    let tools = client.ask(json!("list")).await?;
    assert_eq!(tools.as_object().unwrap().keys().collect::<Vec<_>>(), ["add", "clear"]);
    assert_eq!(tools["add"]["properties"]["a"]["maximum"], 100);
    assert_eq!(tools["add"]["required"], json!(["a", "b"]));

    let sum = client.ask(json!({ "call": "add", "arguments": { "a": 1, "b": 2 } })).await?;
    assert_eq!(sum, json!({ "text": "3", "error": false }));
    let wrong = client.ask(json!({ "call": "add", "arguments": { "a": 101, "b": 2 } })).await?;
    let on_discord = alice.says("!add 101 2").await?.content;
    assert_eq!(wrong, json!({ "text": on_discord, "error": true }));

    // The gates are the same as on Discord, with the same user messages.
    let location = json!({ "guild_id": sandbox.guild().to_string() });
    let on_discord = alice.says("!clear").await?.content;
    let refused = client.ask(json!({ "call": "clear", "arguments": location })).await?;
    assert_eq!(refused, json!({ "text": on_discord, "error": true }));
    assert!(on_discord.contains("Manage Messages"), "{on_discord}");
    alice.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    sandbox.settle().await?;
    let cleared = client.ask(json!({ "call": "clear", "arguments": location })).await?;
    assert_eq!(cleared, json!({ "text": "cleared", "error": false }));

    // Clients are notified of a toggle.
    let url = format!("{}/discord/commands/add/enabled", sandbox.http_url().unwrap());
    let disable = reqwest::Client::new().put(url).bearer_auth("all").json(&json!({ "enabled": false }));
    disable.send().await?.error_for_status()?;
    assert_eq!(client.ask(json!("changed")).await?, true);
    assert_eq!(client.tools().await?, ["clear"]);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Python with the package `mcp`"]
async fn a_read_token_cannot_call_tools() -> Result<()> {
    let discord = Discord::start().await?;
    let alice = discord.member("alice").await?;
    let sandbox = Sandbox::start_on(discord, bot(alice.id())?).await?;
    let mut client = Client::connect(&sandbox, "read", "auto").await?;
    assert_eq!(client.tools().await?, ["add", "clear"]);
    let refused = client.ask(json!({ "call": "add", "arguments": { "a": 1, "b": 2 } })).await?;
    assert_eq!(refused, json!({ "text": "This token is read-only.", "error": true }));
    Ok(())
}
