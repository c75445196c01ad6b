//! Output of the chat: the conversation goes to standard output and everything else to standard error, so that a file to which the
//! chat is redirected contains the conversation only.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::borrow::Cow;
use std::io::Write;

use super::controls::Speaker;
use super::times::in_words;
use crate::characters::is_control;
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
        eprint!("\r\x1b[K{}{}> ", visible(speaker.member().name()), speaker.location());
        // A closed terminal is noticed at the next read.
        let _ = std::io::stderr().flush();
    }
}

/// Prints one line of the conversation.
pub(super) fn line(line: &Line) {
    let clear = if std::io::IsTerminal::is_terminal(&std::io::stdout()) { "\r\x1b[K" } else { "" };
    let (speaker, text) = (visible(&line.speaker), visible(&line.text));
    let text = in_words(&text, jiff::Timestamp::now());
    let location = if line.location.is_empty() || line.location == "#general" {
        String::new()
    } else {
        format!(" ({})", visible(&line.location))
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

/// Returns a text as a terminal may print it: characters that move the cursor, set a title or change the direction of the text are shown
/// as escapes, and further lines are indented, so that none looks like a line of another speaker.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\n  "),
            '\t' => shown.push('\t'),
            c if is_control(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
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

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn a_text_cannot_act_on_the_terminal_or_forge_a_line() {
        assert_eq!(visible("Hello wörld 🦀"), "Hello wörld 🦀");
        assert_eq!(visible("\u{1b}[2J\u{7}"), "\\u{1b}[2J\\u{7}");
        assert_eq!(visible("hi\r\nalice> !quit"), "hi\\u{d}\n  alice> !quit");
        assert_eq!(visible("a\u{202e}b\u{9b}c"), "a\\u{202e}b\\u{9b}c");
    }
}
