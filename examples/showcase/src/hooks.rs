//! Hooks: `before` and `after` run around a command, `on_error` replaces the default error reply.

use std::sync::{Mutex, PoisonError};

use mindtrace_discord::CommandError;
use mindtrace_discord::prelude::*;

/// A log of the latest calls and their outcomes.
#[derive(Debug, Default)]
pub struct CallLog(Mutex<Vec<String>>);

impl CallLog {
    fn note(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Without a limit it would grow for ever.
        if lines.len() == 100 {
            lines.remove(0);
        }
        lines.push(line);
    }

    /// The last line.
    pub fn last(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }
}

/// Runs before every command.
pub(crate) async fn note_the_start(ctx: &Context) {
    if let (Some(log), Some(command)) = (ctx.state::<CallLog>(), ctx.command()) {
        log.note(format!("{} started", command.name()));
    }
}

/// Runs after every command, also if it was refused or failed.
pub(crate) async fn note_the_end(ctx: &Context, outcome: &Outcome) {
    let result = outcome.error().map_or("ok", CommandError::code);
    if let (Some(log), Some(command)) = (ctx.state::<CallLog>(), ctx.command()) {
        // Showing the log does not change it.
        if command.name() != "history" {
            log.note(format!("{} ended: {result}", command.name()));
        }
    }
}

/// Runs if this command fails, and replies with a friendlier text.
async fn apologise(_: &Context, error: &CommandError) -> Option<Reply> {
    matches!(error, CommandError::Handler(_))
        .then(|| Reply::new("The oven is broken. We are on it.").ephemeral())
}

/// Fails, and `on_error` replies.
#[command(category = "Hooks", on_error = apologise)]
async fn oven() -> Result<String> {
    Err("fuse 3 is blown".into())
}

/// Show the last entry of the call log.
#[command(category = "Hooks")]
async fn history(log: &CallLog) -> String {
    // The last line is the start of this command.
    let lines = log.0.lock().unwrap_or_else(PoisonError::into_inner);
    lines.iter().rev().nth(1).cloned().unwrap_or_else(|| "Nothing has happened yet.".to_owned())
}
