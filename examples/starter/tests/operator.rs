//! Tests operating the starter as a process: toggles from the command line, the log level, shutdown.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// A running starter with a file for its toggles. Both are removed when it is dropped.
struct Starter {
    child: Child,
    /// Taken by tests that read it on another thread.
    log: Option<Lines<BufReader<ChildStderr>>>,
    folder: PathBuf,
    base: String,
}

impl Starter {
    fn command(folder: &PathBuf) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_starter"));
        for name in ["DISCORD_BOT_TOKEN", "DISCORD_LOG", "DISCORD_INTENTS"] {
            command.env_remove(name);
        }
        command
            .env("DISCORD_HTTP_ADDR", "127.0.0.1:0")
            .env("DISCORD_HTTP_TOKEN", "change-me")
            .env("DISCORD_STATE", folder.join("state.json"))
            .current_dir(folder);
        command
    }

    fn start(name: &str) -> Self {
        Self::start_with(name, &[])
    }

    fn start_with(name: &str, settings: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("starter-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut command = Self::command(&folder);
        command.envs(settings.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let base =
            log.find_map(|line| Some(line.unwrap().strip_prefix("HTTP surface: ")?.to_owned())).unwrap();
        Self { child, log: Some(log), folder, base }
    }

    fn logs(&mut self, text: &str) -> bool {
        self.log.as_mut().unwrap().any(|line| line.unwrap().contains(text))
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let request = Client::new().request(method, format!("{}{path}", self.base)).bearer_auth("change-me");
        let answer = request.json(body).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap())
    }
}

impl Drop for Starter {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn a_running_bot_applies_command_line_toggles() {
    let starter = Starter::start("toggle");
    let hello = json!({ "content": "!hello" });
    assert_eq!(starter.ask(Method::POST, "/discord/execute", &hello).await.0, 200);
    let toggle = |args: &[&str]| {
        let output = Starter::command(&starter.folder).arg("toggle").args(args).output().unwrap();
        (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
            output.status.code(),
        )
    };
    assert_eq!(toggle(&[]).0, "No toggles are set.\n");
    let (said, _, code) = toggle(&["disable", "hello", "--reason", "it is broken"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("command hello") && said.contains("it is broken"), "{said}");
    // It takes up to a second, longer on a loaded machine.
    let since = std::time::Instant::now();
    while starter.ask(Method::POST, "/discord/execute", &hello).await.0 != 409 {
        assert!(since.elapsed().as_secs() < 20, "the toggle is not applied");
    }
    let (_, error, code) = toggle(&["disable", "helo"]);
    assert_eq!((error.trim(), code), ("Error: There is no command `helo`.", Some(1)));
    assert_eq!(toggle(&["disable", "fun", "--category"]).2, Some(0));
    assert_eq!(toggle(&["disable", "welcome", "--handler"]).2, Some(0));
    assert_eq!(toggle(&["reset", "hello"]).0.lines().count(), 2);
}

#[tokio::test]
async fn log_level_and_shutdown_work_over_http() {
    let mut starter = Starter::start("log");
    let (status, log) = starter.ask(Method::GET, "/discord/log", &json!(null)).await;
    assert_eq!((status, &log), (200, &json!({ "level": "error" })));
    let wanted = json!({ "level": "debug", "reason": "investigating" });
    let louder = starter.ask(Method::PUT, "/discord/log", &wanted).await;
    assert_eq!((louder.0, &louder.1["level"]), (200, &json!("debug")));
    assert_eq!(
        (&louder.1["changed"]["by"], &louder.1["changed"]["reason"]),
        (&json!("http"), &json!("investigating"))
    );
    assert_eq!(starter.ask(Method::PUT, "/discord/log", &json!({ "level": "loud=very" })).await.0, 400);
    starter.ask(Method::POST, "/discord/execute", &json!({ "content": "!hello" })).await;
    assert!(starter.logs("handler starts"));
    assert_eq!(starter.ask(Method::POST, "/shutdown", &json!({})).await, (200, json!({ "shutdown": true })));
    assert!(starter.logs("stopping the bot, as requested over HTTP"));
    let log = |args: &[&str]| {
        let output = Starter::command(&starter.folder).arg("log").args(args).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let (said, code) = log(&[]);
    assert!(code == Some(0) && said.contains("debug") && said.contains("investigating"), "{said}");
    let (said, _) = log(&["info,starter=trace", "--reason", "closer"]);
    assert!(said.contains("info,starter=trace") && said.contains("command line"), "{said}");
    assert_eq!(log(&["loud"]).1, Some(1));
    assert_eq!(
        log(&["reset"]),
        ("No log level is set; the bot uses the one it was started with.\n".to_owned(), Some(0))
    );
    let rest = starter.log.take().unwrap().map_while(Result::ok).count();
    assert!(rest > 0 && starter.child.wait().unwrap().success());
}

/// Logs at level `trace` while every kind of secret passes through the bot.
#[tokio::test]
async fn no_secret_of_the_http_surface_is_in_the_log() {
    let planted = [
        ("DISCORD_HTTP_TOKEN", "change-me"),
        ("DISCORD_HTTP_EXECUTE_TOKEN", "PLANTED-for-running-0"),
        ("DISCORD_HTTP_READ_TOKEN", "PLANTED-for-reading-0"),
        ("DISCORD_LOG", "trace"),
    ];
    let mut starter = Starter::start_with("secrets", &planted);
    // A full pipe would block the bot, so a thread reads the log.
    let lines = starter.log.take().unwrap().map_while(Result::ok);
    // The chat prints the token once, for the person who started it.
    let lines = lines.filter(|line| !line.starts_with("Authorization: Bearer "));
    let log = std::thread::spawn(move || lines.collect::<String>());
    std::io::Write::write_all(starter.child.stdin.as_mut().unwrap(), b"/hello\n").unwrap();
    let client = Client::new();
    for token in ["change-me", "PLANTED-for-running-0", "PLANTED-for-reading-0", "PLANTED-wrong-0"] {
        for path in
            ["/discord/status", "/discord/execute", "/discord/commands/hello", "/shutdown-not", "/metrics"]
        {
            let ask = || client.post(format!("{}{path}?token={token}", starter.base)).bearer_auth(token);
            ask().json(&json!({ "content": "!hello" })).send().await.unwrap();
            ask().body("{").send().await.unwrap();
        }
    }
    assert_eq!(starter.ask(Method::POST, "/shutdown", &json!({})).await.0, 200);
    assert!(starter.child.wait().unwrap().success());
    let log = log.join().unwrap();
    assert!(
        log.contains("surface=slash") && log.contains("surface=http") && log.contains("stopped"),
        "{log}"
    );
    for secret in ["change-me", "PLANTED", "sandbox-interaction-", "sandbox.bot.token"] {
        let hex = secret.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        for spelling in [secret.to_owned(), hex.to_uppercase(), hex] {
            assert!(!log.contains(&spelling), "{spelling} is in the log");
        }
    }
}
