//! What the chat writes: the conversation to standard output, everything around it to standard error, so that piping
//! the chat into a file gives the conversation.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Write;

use super::controls::Speaker;
use crate::sandbox::{Line, LineKind, Sandbox};

/// Says what this is, where the HTTP surface listens and how to authenticate.
pub(super) fn banner(sandbox: &Sandbox, speaker: &Speaker, has_token: bool, interactive: bool) {
    let why = if has_token { "DISCORD_BOT_TOKEN is not used" } else { "No DISCORD_BOT_TOKEN is set" };
    eprintln!("{why}, so this bot runs in the sandbox: a stand-in for Discord on this computer.");
    http(sandbox);
    if interactive {
        eprintln!(
            "You are {} in #general. Type a message, a command such as `!hello world` or `/hello who:world`, or `:help`.\n",
            speaker.member().name()
        );
    }
}

/// Shows who would speak.
pub(super) fn prompt(speaker: &Speaker, interactive: bool) {
    if interactive {
        // The last prompt may still stand there, unanswered.
        eprint!("\r\x1b[K{}{}> ", speaker.member().name(), speaker.location());
        // A terminal that is gone is noticed at the next read.
        let _ = std::io::stderr().flush();
    }
}

/// Shows one line of the conversation.
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

/// Says something that is no part of the conversation.
pub(super) fn remark(text: &str) {
    eprintln!("  {}", text.replace('\n', "\n  "));
}

/// Ends the line that the prompt began.
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
        // The token of a sandbox opens nothing but this sandbox, and printing it is how its owner learns it.
        eprintln!("Authorization: Bearer {}", token.expose_secret());
        eprintln!("Playground: {url}/#playground asks for that token");
    }
}
