//! Editing and deleting messages, and voting in polls.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serenity::model::Permissions;

use super::saying::check_text;
use crate::{
    answer::Answer,
    discord::{mentions::AllowedMentions, world::World},
    error::SandboxError,
    member::Member,
};

/// # Edit messages, vote in polls
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
/// alice.votes(&shown, "Green").await?;
/// let poll = alice.looks_at(&shown).await?;
/// assert_eq!(poll.poll().map(|poll| poll.answers[0].voters.len()), Some(1));
/// alice.unvotes(&shown, "Green").await?;
///
/// let posted = alice.edits(&alice.posts("gren").await?, "green").await?;
/// assert!(posted.edited);
/// alice.deletes(&posted).await?;
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Edits a message of this member (`MESSAGE_UPDATE` with `edited_timestamp`) and returns its new state.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it was deleted or is not this member's, or if the text is empty or too long.
    pub async fn edits(&self, message: &Answer, text: &str) -> Result<Answer, SandboxError> {
        let edited = self.discord.change(|world| {
            let record = world.messages.get(&message.id).filter(|record| record.author == self.user);
            let mut record = record
                .cloned()
                .ok_or_else(|| format!("{} can edit only messages of their own", self.name))?;
            check_text(text, !record.attachments.is_empty())?;
            text.trim().clone_into(&mut record.content);
            world.replace(record, &AllowedMentions::all(), false);
            Answer::of(world, message.id).ok_or_else(|| "the message vanished".to_owned())
        });
        edited.map_err(|reason| self.discord.refused(reason))
    }

    /// Deletes a message of this member, or with `MANAGE_MESSAGES` of anyone (`MESSAGE_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it was deleted already or the member may not delete it.
    pub async fn deletes(&self, message: &Answer) -> Result<(), SandboxError> {
        let deleted = self.discord.change(|world| {
            let Some(record) = world.messages.get(&message.id) else { return false };
            let moderates = record.guild.is_some()
                && world.permissions_in(record.channel, self.user).contains(Permissions::MANAGE_MESSAGES);
            let allowed = record.author == self.user || moderates;
            if allowed {
                world.delete(message.id, self.user);
            }
            allowed
        });
        if deleted {
            return Ok(());
        }
        Err(self.discord.refused(format!(
            "{} cannot delete this message: it was deleted already, or is not theirs",
            self.name
        )))
    }

    /// Votes in the poll of a message for the answer with this text (`MESSAGE_POLL_VOTE_ADD`).
    ///
    /// A vote for another answer is removed, unless the poll allows several.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if there is no such poll or answer, the poll is over, or the member already voted for it.
    pub async fn votes(&self, message: &Answer, answer: &str) -> Result<(), SandboxError> {
        let voted = self.discord.change(|world| {
            let (id, voted) = self.poll_answer(world, message, answer)?;
            if voted {
                return Err(format!("{} voted for `{answer}` already", self.name));
            }
            world.vote(message.id, self.user, id);
            Ok(())
        });
        voted.map_err(|reason| self.discord.refused(reason))
    }

    /// Removes a vote from a poll (`MESSAGE_POLL_VOTE_REMOVE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if there is no such vote, or the poll is over.
    pub async fn unvotes(&self, message: &Answer, answer: &str) -> Result<(), SandboxError> {
        let unvoted = self.discord.change(|world| {
            let (id, voted) = self.poll_answer(world, message, answer)?;
            if !voted {
                return Err(format!("{} did not vote for `{answer}`", self.name));
            }
            world.unvote(message.id, self.user, id);
            Ok(())
        });
        unvoted.map_err(|reason| self.discord.refused(reason))
    }

    /// Returns the id of an answer of a running poll, and whether this member voted for it.
    fn poll_answer(&self, world: &World, message: &Answer, answer: &str) -> Result<(u64, bool), String> {
        let record = world.messages.get(&message.id).filter(|record| self.can_see(record));
        let poll = record.and_then(|record| record.poll.as_ref());
        let poll = poll.ok_or_else(|| "the message has no poll, or was deleted".to_owned())?;
        if poll.is_over(world.now()) {
            return Err("the poll is over".to_owned());
        }
        let found = poll.answers.iter().find(|known| known.text == answer).ok_or_else(|| {
            let known: Vec<&str> = poll.answers.iter().map(|known| known.text.as_str()).collect();
            format!("the poll has no answer `{answer}`; it has: {}", known.join(", "))
        })?;
        Ok((found.id, found.voters.contains(&self.user)))
    }
}
