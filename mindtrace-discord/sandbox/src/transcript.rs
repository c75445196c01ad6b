//! The transcript of a conversation, which errors print.

use std::collections::VecDeque;
use std::fmt;

use tokio::sync::broadcast;

/// One line of the transcript.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::sandbox::LineKind;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let mut lines = discord.follow();
/// alice.posts("hello").await?;
/// let line = lines.recv().await?;
/// assert_eq!((line.speaker.as_str(), line.kind), ("alice", LineKind::Message));
/// assert_eq!(line.to_string(), "#general | alice: hello");
/// # Ok(())
/// # }
/// ```
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
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::sandbox::LineKind;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let posted = alice.posts("hello").await?;
/// let mut lines = discord.follow();
/// alice.reacts(&posted, "🍵").await?;
/// assert_eq!(lines.recv().await?.kind, LineKind::Reaction);
/// alice.deletes(&posted).await?;
/// assert_eq!(lines.recv().await?.kind, LineKind::Deletion);
/// # Ok(())
/// # }
/// ```
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

/// The most lines that are stored; beyond it the oldest are dropped.
const STORED: usize = 100_000;

/// The last lines, and the subscribers to new ones.
#[derive(Debug)]
pub(crate) struct Transcript {
    lines: VecDeque<Line>,
    /// The number of lines that were dropped.
    dropped: usize,
    followers: broadcast::Sender<Line>,
}

impl Transcript {
    pub(crate) fn new() -> Self {
        Self { lines: VecDeque::new(), dropped: 0, followers: broadcast::Sender::new(1024) }
    }

    pub(crate) fn add(&mut self, line: Line) {
        // Without a terminal chat there are no subscribers, which is no error.
        let _ = self.followers.send(line.clone());
        if self.lines.len() == STORED {
            self.lines.pop_front();
            self.dropped += 1;
        }
        self.lines.push_back(line);
    }

    /// Returns the number of lines so far.
    pub(crate) fn total(&self) -> usize {
        self.dropped + self.lines.len()
    }

    /// Returns the stored lines from this number on.
    pub(crate) fn since(&self, number: usize) -> impl Iterator<Item = &Line> {
        self.lines.iter().skip(number.saturating_sub(self.dropped))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_lines_are_dropped_and_the_others_keep_their_numbers() {
        let mut transcript = Transcript::new();
        for number in 0..STORED + 2 {
            transcript.add(Line {
                speaker: "alice".to_owned(),
                location: String::new(),
                text: number.to_string(),
                from_bot: false,
                kind: LineKind::Message,
            });
        }
        let first = |since| transcript.since(since).next().map(|line| line.text.as_str());
        assert_eq!(transcript.total(), STORED + 2);
        assert_eq!((first(0), first(5), first(STORED + 2)), (Some("2"), Some("5"), None));
    }
}
