//! `mindtrace-discord sandbox` as a process: its addresses, its token, its end.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A running sandbox, which is killed when a test fails.
struct Process {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Process {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mindtrace-discord"));
        command.arg("sandbox").args(arguments).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    fn addresses(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    fn errors(&mut self) -> String {
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Fails if it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn it_serves_until_a_signal() {
    let mut sandbox = Process::start(&["--json", "--token", "secret"]);
    let addresses = sandbox.addresses();
    let client = reqwest::Client::new();
    let api = addresses["api"].as_str().unwrap();
    let me =
        client.get(format!("{api}/users/@me")).header("authorization", "Bot secret").send().await.unwrap();
    assert_eq!(me.json::<Value>().await.unwrap()["bot"], true);
    let gateway =
        client.get(format!("{api}/gateway")).header("authorization", "Bot secret").send().await.unwrap();
    assert_eq!(gateway.json::<Value>().await.unwrap()["url"], addresses["gateway"]);
    let act = json!({"user": "alice", "action": {"type": "send", "text": "hi"}});
    let drive = addresses["drive"].as_str().unwrap();
    let acted = client.post(format!("{drive}/act")).bearer_auth("secret").json(&act).send().await.unwrap();
    assert_eq!(acted.json::<Value>().await.unwrap()["message"]["content"], "hi");
    // A browser keeps the fragment to itself, and the page reads it.
    assert!(addresses["playground"].as_str().unwrap().ends_with("/sandbox#token=secret"), "{addresses}");
    let page = client.get(addresses["playground"].as_str().unwrap()).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("<main id=\"playground\""));

    let id = sandbox.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(sandbox.child.wait().unwrap().success());
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut sandbox = Process::start(&["--json", "--token", "secret"]);
    let addresses = sandbox.addresses();
    let address = addresses["url"].as_str().unwrap().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = "POST /api/v10/users/@me/channels HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bot secret\r\n\
                Content-Length: 9\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    // Sent as soon as the sandbox waits for the body, for which the first signal gives it seconds.
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100");
    let id = sandbox.child.id().to_string();
    // Signals that arrive at once count as one.
    while sandbox.child.try_wait().unwrap().is_none() {
        Command::new("kill").args(["-TERM", &id]).stderr(Stdio::null()).status().unwrap();
    }
    assert_eq!(sandbox.child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_token_that_no_header_can_carry_is_refused() {
    let mut refused = Process::start(&["--token", "geh\u{e9}im"]);
    assert_eq!(refused.child.wait().unwrap().code(), Some(2));
    let errors = refused.errors();
    assert!(errors.contains("--token") && errors.contains("of ASCII"), "{errors}");
}

#[test]
fn a_token_is_made_up_and_printed() {
    let (mut one, mut other) = (Process::start(&["--json"]), Process::start(&["--json"]));
    let tokens =
        [one.addresses(), other.addresses()].map(|addresses| addresses["token"].as_str().unwrap().to_owned());
    assert!(tokens.iter().all(|token| token.len() == 64) && tokens[0] != tokens[1], "{tokens:?}");
}

#[test]
fn the_port_can_be_chosen() {
    let mut first = Process::start(&["--json"]);
    let url = first.addresses()["url"].as_str().unwrap().to_owned();
    let port = url.rsplit(':').next().unwrap();
    let mut second = Process::start(&["--port", port]);
    assert_eq!(second.child.wait().unwrap().code(), Some(1));
    let errors = second.errors();
    let named = errors.contains(&format!("port {port} of 127.0.0.1"));
    assert!(named && errors.contains("choose another `--port`"), "{errors}");
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let file = std::env::temp_dir().join(format!("mindtrace-discord-both-{}.jsonl", std::process::id()));
    std::fs::write(&file, "").unwrap();
    let path = file.to_str().unwrap();
    for (arguments, words) in [
        (["--replay", path, "--record", path], "name the same file"),
        (["--replay", path, "--seed", path], "cannot be used with"),
    ] {
        let mut refused = Process::start(&arguments);
        assert!(!refused.child.wait().unwrap().success());
        let errors = refused.errors();
        assert!(errors.contains(words), "{errors}");
    }
    std::fs::remove_file(file).unwrap();
}
