//! Tests the command line of the starter as a process.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::process::{Command, Output, Stdio};

use mindtrace_discord::sandbox::Discord;
use serde_json::Value;

fn starter(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_starter"));
    for name in
        ["DISCORD_BOT_TOKEN", "DISCORD_HTTP_ADDR", "DISCORD_HTTP_TOKEN", "DISCORD_INTENTS", "DISCORD_LOG"]
    {
        command.env_remove(name);
    }
    command.env("DISCORD_STATE", "off");
    // Not in the developer's directory, which may have a .env file.
    command.args(args).current_dir(std::env::temp_dir()).stdin(Stdio::null());
    command
}

/// Standard output, standard error and exit code.
fn parts(output: Output) -> (String, String, Option<i32>) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn run(args: &[&str]) -> (String, String, Option<i32>) {
    parts(starter(args).output().unwrap())
}

#[test]
fn check_counts_commands_and_explains_intents() {
    let (said, _, code) = run(&["check"]);
    assert_eq!(code, Some(0));
    assert!(said.starts_with("No problems: 4 commands, 1 event handler, 0 schedules\n"), "{said}");
    assert!(said.contains("GUILD_MEMBERS    `welcome` at ") && said.contains("privileged"), "{said}");
}

#[test]
fn check_reports_every_problem() {
    let (said, error, code) = parts(starter(&["check"]).env("DISCORD_INTENTS", "guilds").output().unwrap());
    assert_eq!((said.as_str(), code), ("", Some(1)));
    assert!(
        error.contains("1 problem") && error.contains("`welcome`") && error.contains("lib.rs:"),
        "{error}"
    );
}

#[test]
fn commands_are_listed_in_three_formats() {
    let (table, _, _) = run(&["commands"]);
    assert!(table.lines().any(|line| line.starts_with("hello    prefix slash http  Fun ")), "{table}");
    let (json, _, _) = run(&["commands", "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["total"], 4);
    assert_eq!(json["commands"][1]["name"], "hello");
    assert_eq!(json["commands"][1]["parameters"][0]["name"], "who");
    let (page, _, _) = run(&["commands", "--md"]);
    for part in [
        "# Commands\n",
        "\n## Moderation\n\n### purge\n",
        "| `count` | optional |",
        "- Needs Manage Messages",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn exec_calls_one_command_in_the_sandbox() {
    assert_eq!(run(&["exec", "!hello world"]), ("Hello world!\n".to_owned(), String::new(), Some(0)));
    assert_eq!(run(&["exec", "add", "1", "2"]).0, "3\n");
    assert_eq!(run(&["exec", "--as", "owner", "/purge 3"]).0, "Removed 0 messages.\n");
    assert_eq!(run(&["exec", "hello", "--as", "bob"]).0, "Hello bob!\n");
}

#[test]
fn exec_keeps_quoted_words_together() {
    for who in ["the world", r#"say "hi""#, "a\tb", r"C:\my files", "“phones”"] {
        assert_eq!(run(&["exec", "hello", who]).0, format!("Hello {who}!\n"));
        assert_eq!(run(&["exec", "!hello", &format!("who:{who}")]).0, format!("Hello {who}!\n"));
    }
    // A single word is the whole message, and a `rest` argument gets no extra quotes.
    assert_eq!(run(&["exec", r#"hello "the world""#]).0, "Hello the world!\n");
    assert_eq!(run(&["exec", "remind", "0s", "wash up"]).0, "You wanted to be reminded: wash up\n");
    assert_eq!(run(&["exec", "hello", "the", "world"]).2, Some(1));
}

#[test]
fn exec_exits_with_one_when_refused() {
    let (said, error, code) = run(&["exec", "!helo"]);
    assert_eq!((said.as_str(), code), ("", Some(1)));
    assert_eq!(error, "Error: There is no command `helo`. Did you mean `hello`?\n");
    let (_, error, code) = run(&["exec", "!purge"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("Manage Messages"), "{error}");
}

#[test]
fn completions_and_help_need_no_settings() {
    let misconfigured = |args| parts(starter(args).env("DISCORD_HTTP_ADDR", "nowhere").output().unwrap());
    let (script, _, code) = misconfigured(&["completions", "bash"]);
    assert!(code == Some(0) && script.contains("_starter()"), "{script}");
    let (help, _, code) = misconfigured(&["--help"]);
    assert!(code == Some(0) && help.contains("Usage: starter [COMMAND]") && help.contains("sync"), "{help}");
}

#[test]
fn invalid_arguments_exit_with_two() {
    for args in [
        &["nonsense"][..],
        &["sync", "--guild", "0"],
        &["exec"],
        &["sync", "--emulator", "http://example.invalid"],
    ] {
        let (said, error, code) = run(args);
        assert_eq!((said.as_str(), code), ("", Some(2)), "{args:?}");
        assert!(error.contains("error: "), "{error}");
    }
}

#[test]
fn a_missing_token_is_reported() {
    for args in [&["run"][..], &["sync"], &["sync", "--check"]] {
        let (_, error, code) = run(args);
        assert_eq!(code, Some(1));
        assert!(error.contains("DISCORD_BOT_TOKEN"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sync_shows_checks_and_writes() {
    let discord = Discord::start().await.unwrap();
    let home = discord.guild();
    let sync = async |args: &[&str]| {
        let mut args = args.to_vec();
        args.extend(["--emulator", discord.url()]);
        let mut command = starter(&args);
        command.env("DISCORD_BOT_TOKEN", discord.token());
        tokio::task::spawn_blocking(move || parts(command.output().unwrap())).await.unwrap()
    };
    let plan =
        "global commands: 0 unchanged\n+ create /add\n+ create /hello\n+ create /purge\n+ create /remind\n";
    let (said, error, code) = sync(&["sync", "--dry-run"]).await;
    assert_eq!((said.as_str(), error.as_str(), code), (plan, "Nothing was written.\n", Some(0)));
    let (said, _, code) = sync(&["sync", "--check"]).await;
    assert_eq!((said.as_str(), code), (plan, Some(2)));
    assert_eq!(discord.command_writes(), 0);
    assert_eq!(sync(&["sync"]).await, (plan.to_owned(), String::new(), Some(0)));
    assert_eq!(discord.commands().len(), 4);
    let (said, _, code) = sync(&["sync", "--check"]).await;
    assert_eq!((said.as_str(), code), ("global commands: nothing to do, 4 unchanged\n", Some(0)));
    let id = home.to_string();
    let (said, _, _) = sync(&["sync", "--guild", &id]).await;
    assert!(said.starts_with(&format!("commands of guild {id}: 0 unchanged\n")), "{said}");
    assert_eq!(discord.guild_commands(home).len(), 4);
    assert!(sync(&["sync", "--guild", &id, "--clear"]).await.0.ends_with("- delete /remind\n"));
    assert_eq!((discord.guild_commands(home).len(), discord.commands().len()), (0, 4));
    // `exec` calls the same commands against a Discord that is already running.
    let alice = discord.member("alice").await.unwrap();
    let who = alice.id().to_string();
    let (said, error, code) = sync(&["exec", "hello", "--as", &who]).await;
    assert_eq!((said.as_str(), error.as_str(), code), ("Hello alice!\n", "", Some(0)));
    let channel = discord.channel("general").unwrap().id().to_string();
    let (_, error, code) = sync(&["exec", "purge", "--as", &who, "--channel", &channel]).await;
    assert!(code == Some(1) && error.contains("Manage Messages"), "{error}");
    discord.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_is_reported() {
    let discord = Discord::start().await.unwrap();
    let mut command = starter(&["sync", "--emulator", discord.url()]);
    command.env("DISCORD_BOT_TOKEN", "not.the.token");
    let output = tokio::task::spawn_blocking(move || parts(command.output().unwrap())).await.unwrap();
    assert_eq!(output.2, Some(1));
    assert!(output.1.contains("Discord refused the bot token"), "{}", output.1);
}
