//! Tests the starter as a process: the chat in its terminal, its log and its exit code.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

fn starter() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_starter"));
    command
        .env_remove("DISCORD_BOT_TOKEN")
        .env("DISCORD_HTTP_ADDR", "127.0.0.1:0")
        .env("DISCORD_STATE", "off")
        .env_remove("DISCORD_HTTP_TOKEN");
    // Not in the developer's directory, which may have a .env file.
    command.current_dir(std::env::temp_dir());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn talk(mut child: Child, input: &str) -> Output {
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn piped_input_is_answered_until_it_ends() {
    let output = talk(
        starter().spawn().unwrap(),
        "!hello world\n/hello who:world\n:join bob\n!helo\n!nothing\n:nonsense\n/nothing\n",
    );
    let said = String::from_utf8(output.stdout).unwrap();
    let expected = "\
alice: !hello world
sandbot: Hello world!
* alice used /hello who:world
sandbot: Hello world!
* bob joined the guild
sandbot: Welcome @bob!
alice: !helo
sandbot: There is no command `helo`. Did you mean `hello`?
alice: !nothing
";
    assert_eq!(said, expected);
    assert!(output.status.success());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("HTTP surface: http://127.0.0.1:"), "{errors}");
    assert!(errors.contains("Authorization: Bearer "), "{errors}");
    assert!(errors.contains("there is no control `:nonsense`"), "{errors}");
    assert!(errors.contains("there is no command `nothing`; commands with a prefix: "), "{errors}");
    assert!(errors.contains("/nothing"), "{errors}");
}

#[test]
fn an_invalid_setting_names_accepted_values() {
    let output = talk(starter().env("DISCORD_HTTP_ADDR", "everywhere").spawn().unwrap(), "");
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error.contains("DISCORD_HTTP_ADDR") && error.contains("help: it accepts an address and port"),
        "{error}"
    );
}

#[test]
fn the_trace_log_contains_no_token() {
    let output = talk(starter().env("DISCORD_LOG", "trace").spawn().unwrap(), "!hello world\n/hello\n");
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("handler starts"), "{log}");
    // The bot's token in the sandbox, as text and as the bytes of a logged frame.
    let token = "sandbox.bot.token";
    let hex: String = token.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    for spelling in [token, hex.as_str()] {
        assert!(!log.to_lowercase().contains(spelling), "{spelling} is in the log");
    }
}

#[cfg(unix)]
#[test]
fn a_running_command_finishes_after_sigterm() {
    let mut child = starter().env("DISCORD_LOG", "debug").spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"!remind 400ms the milk\n").unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    let started = log.any(|line| line.unwrap().contains("handler starts"));
    assert!(started);
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    // A full pipe would block the bot, so a thread reads the log.
    let drain = std::thread::spawn(move || log.for_each(drop));
    let status = child.wait().unwrap();
    drain.join().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{status}");
    assert!(said.ends_with("sandbot (DM with alice): You wanted to be reminded: the milk\n"), "{said}");
    drop(stdin);
}
