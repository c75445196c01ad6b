//! The conversation as lines, printed by every failure.

use std::fmt;

use tokio::sync::broadcast;

/// One line of the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Who spoke or acted; `discord` for a remark of the service itself.
    pub speaker: String,
    /// Where it happened, for example `#general` or `DM with alice`; empty if nowhere in particular.
    pub location: String,
    /// What was said or done.
    pub text: String,
    /// Whether the bot under test did it.
    pub from_bot: bool,
    /// The sort of line this is.
    pub kind: LineKind,
}

/// The sort of a transcript line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineKind {
    /// A message was posted.
    Message,
    /// A message was edited; the text is the new one.
    Edit,
    /// A message was deleted.
    Deletion,
    /// Somebody used a slash command.
    Command,
    /// A reaction was added or removed.
    Reaction,
    /// Anything else: joins, role changes, refused requests, closed sessions.
    Notice,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.location.is_empty() {
            write!(f, "{} | ", self.location)?;
        }
        match self.kind {
            LineKind::Message => write!(f, "{}: {}", self.speaker, self.text),
            LineKind::Edit => write!(f, "{} (edited): {}", self.speaker, self.text),
            LineKind::Deletion => write!(f, "{} deleted: {}", self.speaker, self.text),
            LineKind::Command | LineKind::Reaction | LineKind::Notice => {
                write!(f, "* {} {}", self.speaker, self.text)
            }
        }
    }
}

/// All lines so far and everyone who follows along.
#[derive(Debug)]
pub(crate) struct Transcript {
    lines: Vec<Line>,
    followers: broadcast::Sender<Line>,
}

impl Transcript {
    pub(crate) fn new() -> Self {
        Self { lines: Vec::new(), followers: broadcast::Sender::new(1024) }
    }

    pub(crate) fn add(&mut self, line: Line) {
        // Nobody following is the normal case outside a terminal chat.
        let _ = self.followers.send(line.clone());
        self.lines.push(line);
    }

    pub(crate) fn follow(&self) -> broadcast::Receiver<Line> {
        self.followers.subscribe()
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines.is_empty() {
            return f.write_str("  (nobody said anything)");
        }
        for (number, line) in self.lines.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            write!(f, "  {line}")?;
        }
        Ok(())
    }
}
