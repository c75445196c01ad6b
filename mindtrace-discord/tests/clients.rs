//! Clients that share no code with us, in the sandbox: `cargo test --package mindtrace-discord --features sandbox --test clients -- --ignored`.
//!
//! `PYTHON` names an interpreter with discord.py and pytest; `tests/clients` and `examples/clients/discord_js` need `npm install`, and the
//! bots in Rust `cargo build --package clients`.
//! `tests/clients/README.md` has the bot.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The program of the sandbox.
const SANDBOX: &str = env!("CARGO_BIN_EXE_mindtrace-discord");

/// Runs `check.py`, which bounds each of its waits, with the command of a bot.
fn check(bot: &[&Path]) {
    let mut command = Command::new(python());
    let said = run(command.arg(folder().join("check.py")).args(bot));
    assert_eq!(said.matches("ok ").count(), 8, "{said}");
}

/// Runs a program that starts a sandbox, and returns its output.
fn run(command: &mut Command) -> String {
    let output = command.env("MINDTRACE_DISCORD", SANDBOX).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// Checks a bot in Rust, which Cargo builds into the folder of the sandbox.
fn check_program(name: &str) {
    let program = Path::new(SANDBOX).with_file_name(name);
    assert!(program.exists(), "{} is missing; run `cargo build --package clients`", program.display());
    check(&[&program]);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/clients")
}

fn python() -> String {
    std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

#[test]
#[ignore = "needs discord.py"]
fn discord_py() {
    check(&[Path::new(&python()), &folder().join("discord_py.py")]);
}

#[test]
#[ignore = "needs discord.js"]
fn discord_js() {
    check(&[Path::new("node"), &folder().join("discord_js.mjs")]);
}

#[test]
#[ignore = "needs the package clients"]
fn serenity() {
    check_program("client-serenity");
}

#[test]
#[ignore = "needs the package clients"]
fn poise() {
    check_program("client-poise");
}

#[test]
#[ignore = "needs the package clients"]
fn twilight() {
    check_program("client-twilight");
}

#[test]
#[ignore = "needs discord.py and pytest"]
fn the_example_on_discord_py() {
    let example = folder().join("../../examples/clients/discord_py");
    let said = run(Command::new(python()).args(["-m", "pytest", "-q"]).current_dir(example));
    assert!(said.contains("3 passed"), "{said}");
}

#[test]
#[ignore = "needs discord.js"]
fn the_example_on_discord_js() {
    let example = folder().join("../../examples/clients/discord_js");
    let said = run(Command::new("node").args(["--test", "test.mjs"]).current_dir(example));
    assert!(said.contains("pass 3"), "{said}");
}
