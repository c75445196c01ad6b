//! The transcript of a conversation, which errors print.

use std::fmt;

use tokio::sync::broadcast;

/// One line of the transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The user who posted or acted; `discord` for a remark of the emulator itself.
    pub speaker: String,
    /// The location, for example `#general` or `DM with alice`; empty if there is none.
    pub location: String,
    /// The text of the message, or the action.
    pub text: String,
    /// Whether the bot under test posted or acted.
    pub from_bot: bool,
    /// The kind of the line.
    pub kind: LineKind,
}

/// The kind of a transcript line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineKind {
    /// A message was posted.
    Message,
    /// A message was edited; the text is the new one.
    Edit,
    /// A message was deleted.
    Deletion,
    /// A command, component or modal was used.
    Command,
    /// A reaction was added or removed.
    Reaction,
    /// A command or handler of the bot failed; the text is the cause.
    Failure,
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
            LineKind::Command | LineKind::Reaction | LineKind::Failure | LineKind::Notice => {
                write!(f, "* {} {}", self.speaker, self.text)
            }
        }
    }
}

/// All lines so far, and the subscribers to new ones.
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
        // Without a terminal chat there are no subscribers, which is no error.
        let _ = self.followers.send(line.clone());
        self.lines.push(line);
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn follow(&self) -> broadcast::Receiver<Line> {
        self.followers.subscribe()
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines.is_empty() {
            return f.write_str("  (no messages yet)");
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
