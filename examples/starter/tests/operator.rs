//! An operator at work on the starter as a process: switches from the command line, the log, and the end.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// A starter that runs, with a file for what is switched; both are gone when the test is over.
struct Starter {
    child: Child,
    /// Taken by whoever reads it on a thread of their own.
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
async fn a_running_bot_obeys_a_toggle_of_the_command_line() {
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
    // Within a second; a loaded machine is given more.
    let since = std::time::Instant::now();
    while starter.ask(Method::POST, "/discord/execute", &hello).await.0 != 409 {
        assert!(since.elapsed().as_secs() < 20, "it is not obeyed");
    }
    let (_, error, code) = toggle(&["disable", "helo"]);
    assert_eq!((error.trim(), code), ("Error: There is no command `helo`.", Some(1)));
    assert_eq!(toggle(&["disable", "fun", "--category"]).2, Some(0));
    assert_eq!(toggle(&["disable", "welcome", "--handler"]).2, Some(0));
    assert_eq!(toggle(&["reset", "hello"]).0.lines().count(), 2);
}

#[tokio::test]
async fn the_log_gets_louder_and_the_bot_ends_when_it_is_told() {
    let mut starter = Starter::start("log");
    let (status, log) = starter.ask(Method::GET, "/discord/log", &json!(null)).await;
    assert_eq!((status, &log), (200, &json!({ "level": "error" })));
    let wanted = json!({ "level": "debug", "reason": "looking for it" });
    let louder = starter.ask(Method::PUT, "/discord/log", &wanted).await;
    assert_eq!((louder.0, &louder.1["level"]), (200, &json!("debug")));
    assert_eq!(
        (&louder.1["changed"]["by"], &louder.1["changed"]["reason"]),
        (&json!("http"), &json!("looking for it"))
    );
    assert_eq!(starter.ask(Method::PUT, "/discord/log", &json!({ "level": "loud=very" })).await.0, 400);
    starter.ask(Method::POST, "/discord/execute", &json!({ "content": "!hello" })).await;
    assert!(starter.logs("handler starts"));
    assert_eq!(starter.ask(Method::POST, "/shutdown", &json!({})).await, (200, json!({ "shutdown": true })));
    assert!(starter.logs("the bot is stopped over HTTP"));
    let log = |args: &[&str]| {
        let output = Starter::command(&starter.folder).arg("log").args(args).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code())
    };
    let (said, code) = log(&[]);
    assert!(code == Some(0) && said.contains("debug") && said.contains("looking for it"), "{said}");
    let (said, _) = log(&["info,starter=trace", "--reason", "closer"]);
    assert!(said.contains("info,starter=trace") && said.contains("command line"), "{said}");
    assert_eq!(log(&["loud"]).1, Some(1));
    assert_eq!(log(&["reset"]), ("Logged is what the bot is started with.\n".to_owned(), Some(0)));
    let rest = starter.log.take().unwrap().map_while(Result::ok).count();
    assert!(rest > 0 && starter.child.wait().unwrap().success());
}

/// The log at its loudest, with every kind of secret on its way through the bot.
#[tokio::test]
async fn no_secret_of_the_http_surface_is_in_the_log() {
    let planted = [
        ("DISCORD_HTTP_TOKEN", "change-me"),
        ("DISCORD_HTTP_EXECUTE_TOKEN", "PLANTED-for-running-0"),
        ("DISCORD_HTTP_READ_TOKEN", "PLANTED-for-looking-0"),
        ("DISCORD_LOG", "trace"),
    ];
    let mut starter = Starter::start_with("secrets", &planted);
    // Whoever logs must find a reader.
    let lines = starter.log.take().unwrap().map_while(Result::ok);
    // The chat shows its owner once how to get in.
    let lines = lines.filter(|line| !line.starts_with("Authorization: Bearer "));
    let log = std::thread::spawn(move || lines.collect::<String>());
    std::io::Write::write_all(starter.child.stdin.as_mut().unwrap(), b"/hello\n").unwrap();
    let client = Client::new();
    for token in ["change-me", "PLANTED-for-running-0", "PLANTED-for-looking-0", "PLANTED-wrong-0"] {
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
        for form in [secret.to_owned(), hex.to_uppercase(), hex] {
            assert!(!log.contains(&form), "{form} is in the log");
        }
    }
}
