//! Polls in messages.

use serenity::model::{Timestamp, id::UserId};

use crate::discord::poll::PollRecord;

/// A poll in a message.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Ask for the tea.
/// #[command]
/// async fn tea() -> Poll {
///     Poll::new("Which tea?", ["Green", "Black"])
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<tea>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// let shown = alice.slash("tea").send().await?;
/// alice.votes(&shown, "Black").await?;
/// let shown = alice.looks_at(&shown).await?;
/// let poll = shown.poll().ok_or("there is no poll")?;
/// assert_eq!((poll.question.as_str(), poll.multiselect, poll.ended), ("Which tea?", false, false));
/// assert_eq!((poll.answers[1].text.as_str(), &poll.answers[1].voters), ("Black", &vec![alice.id()]));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Poll {
    /// The question.
    pub question: String,
    /// The answers to vote for.
    pub answers: Vec<PollAnswer>,
    /// Whether a user may vote for several answers.
    pub multiselect: bool,
    /// The time at which it ends automatically.
    pub expiry: Timestamp,
    /// Whether it is over.
    pub ended: bool,
}

/// One answer of a poll.
///
/// ```
/// use mindtrace_discord::sandbox::{Poll, PollAnswer};
///
/// /// Returns the answer with the most votes.
/// fn winner(poll: &Poll) -> Option<&PollAnswer> {
///     poll.answers.iter().max_by_key(|answer| answer.voters.len())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PollAnswer {
    /// The id, which counts from 1.
    pub id: u64,
    /// The text.
    pub text: String,
    /// The users who voted for it, in order.
    pub voters: Vec<UserId>,
}

impl Poll {
    pub(super) fn read(record: &PollRecord, now: Timestamp) -> Self {
        let answers = record.answers.iter().map(|answer| PollAnswer {
            id: answer.id,
            text: answer.text.clone(),
            voters: answer.voters.clone(),
        });
        Self {
            question: record.question.clone(),
            answers: answers.collect(),
            multiselect: record.multiselect,
            expiry: record.expiry,
            ended: record.is_over(now),
        }
    }
}
