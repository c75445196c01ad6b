//! Hooks: what runs before a command, after it whatever happened, and in the place of the framework's sentence when it fails.

use std::sync::{Mutex, PoisonError};

use mindtrace_discord::CommandError;
use mindtrace_discord::prelude::*;

/// What was called, and what came of it.
#[derive(Debug, Default)]
pub struct Journal(Mutex<Vec<String>>);

impl Journal {
    fn note(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A journal that grows for ever is a leak.
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
    if let (Some(journal), Some(command)) = (ctx.state::<Journal>(), ctx.command()) {
        journal.note(format!("{} begins", command.name()));
    }
}

/// Runs after every command, also after one that was refused or failed.
pub(crate) async fn note_the_end(ctx: &Context, outcome: &Outcome) {
    let result = outcome.error().map_or("ok", CommandError::code);
    if let (Some(journal), Some(command)) = (ctx.state::<Journal>(), ctx.command()) {
        // Asking for the journal leaves it as it was.
        if command.name() != "journal" {
            journal.note(format!("{} ends: {result}", command.name()));
        }
    }
}

/// Runs when this one command fails, and says something friendlier.
async fn apologise(_: &Context, error: &CommandError) -> Option<Reply> {
    matches!(error, CommandError::Handler(_))
        .then(|| Reply::new("The oven is broken. We are on it.").ephemeral())
}

/// Fails, and says so in its own words.
#[command(category = "Hooks", on_error = apologise)]
async fn oven() -> Result<String> {
    Err("fuse 3 is blown".into())
}

/// What happened last.
#[command(category = "Hooks")]
async fn journal(journal: &Journal) -> String {
    // The last line is that this very command begins.
    let lines = journal.0.lock().unwrap_or_else(PoisonError::into_inner);
    lines.iter().rev().nth(1).cloned().unwrap_or_else(|| "Nothing happened.".to_owned())
}
