//! Output of the chat: the conversation goes to standard output and everything else to standard error, so that a file to which the
//! chat is redirected contains the conversation only.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Write;

use super::controls::Speaker;
use crate::sandbox::{Line, LineKind, Sandbox};

/// Prints what this is, where the HTTP surface listens, and how to authenticate.
pub(super) fn banner(sandbox: &Sandbox, speaker: &Speaker, has_token: bool, interactive: bool) {
    let why = if has_token { "DISCORD_BOT_TOKEN is not used" } else { "No DISCORD_BOT_TOKEN is set" };
    eprintln!("{why}, so this bot runs in the sandbox: an emulator of Discord on this computer.");
    http(sandbox);
    if interactive {
        eprintln!(
            "You are {} in #general. Type a message, a command such as `!hello world` or `/hello who:world`, or `:help`.\n",
            speaker.member().name()
        );
    }
}

/// Prints the prompt with the speaking member.
pub(super) fn prompt(speaker: &Speaker, interactive: bool) {
    if interactive {
        // Overwrites the last prompt, which may still be on this line.
        eprint!("\r\x1b[K{}{}> ", speaker.member().name(), speaker.location());
        // A closed terminal is noticed at the next read.
        let _ = std::io::stderr().flush();
    }
}

/// Prints one line of the conversation.
pub(super) fn line(line: &Line) {
    let clear = if std::io::IsTerminal::is_terminal(&std::io::stdout()) { "\r\x1b[K" } else { "" };
    let Line { speaker, text, .. } = line;
    let location = if line.location.is_empty() || line.location == "#general" {
        String::new()
    } else {
        format!(" ({})", line.location)
    };
    match line.kind {
        LineKind::Message => println!("{clear}{speaker}{location}: {text}"),
        LineKind::Edit => println!("{clear}{speaker}{location} (edited): {text}"),
        LineKind::Deletion => println!("{clear}* {speaker}{location} deleted: {text}"),
        _ => {
            println!("{clear}* {speaker}{location} {text}");
        }
    }
}

/// Prints a remark that is not part of the conversation.
pub(super) fn remark(text: &str) {
    eprintln!("  {}", text.replace('\n', "\n  "));
}

/// Ends the line of the prompt.
pub(super) fn goodbye(interactive: bool) {
    if interactive {
        eprintln!();
    }
}

#[cfg(not(feature = "http"))]
fn http(_: &Sandbox) {}

#[cfg(feature = "http")]
fn http(sandbox: &Sandbox) {
    use secrecy::ExposeSecret;
    if let (Some(url), Some(token)) = (sandbox.http_url(), sandbox.http_token()) {
        eprintln!("HTTP surface: {url}");
        // Printed because the developer needs it, and it gives access to this sandbox only.
        eprintln!("Authorization: Bearer {}", token.expose_secret());
        eprintln!("Playground: {url}/#playground asks for that token");
    }
}
