//! Clients that share no code with us, in the sandbox: `cargo test --package mindtrace-discord --features sandbox --test clients -- --ignored`.
//!
//! `PYTHON` names an interpreter with discord.py; `tests/clients` needs `npm install`. `tests/clients/README.md` has the bot.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

/// Runs `check.py`, which bounds each of its waits, with a bot.
fn check(program: &str, script: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/clients");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.arg(folder.join("check.py")).arg(program).arg(folder.join(script));
    command.env("MINDTRACE_DISCORD", env!("CARGO_BIN_EXE_mindtrace-discord"));
    let output = command.output().unwrap();
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{errors}");
    assert_eq!(said.matches("ok ").count(), 8, "{said}");
}

#[test]
#[ignore = "needs discord.py"]
fn discord_py() {
    check(&std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()), "discord_py.py");
}

#[test]
#[ignore = "needs discord.js"]
fn discord_js() {
    check("node", "discord_js.mjs");
}
