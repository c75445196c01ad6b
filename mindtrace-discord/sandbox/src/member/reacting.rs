//! Reactions of members.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serenity::model::Permissions;

use crate::{answer::Answer, discord::world::Emoji, error::SandboxError, member::Member};

/// # React
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let posted = alice.posts("Tea?").await?;
/// alice.reacts(&posted, "🍵").await?;
/// assert_eq!(alice.looks_at(&posted).await?.reactions[0].emoji, "🍵");
/// alice.unreacts(&posted, "🍵").await?;
/// assert!(alice.looks_at(&posted).await?.reactions.is_empty());
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Reacts to a message with an emoji, or with `name:id` for a custom one.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member may not react there or already reacted with it.
    pub async fn reacts(&self, message: &Answer, emoji: &str) -> Result<(), SandboxError> {
        let emoji = Emoji::parse(emoji);
        let added = self.discord.change(|world| {
            let Some(record) = world.messages.get(&message.id).filter(|record| self.can_see(record)) else {
                return Err("the message was deleted or is not visible".to_owned());
            };
            let known = record.reactions.iter().any(|(known, _)| *known == emoji);
            let mut needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
            needed.set(Permissions::ADD_REACTIONS, !known);
            if record.guild.is_some() && !world.permissions_in(record.channel, self.user).contains(needed) {
                return Err(format!(
                    "{} may not add reactions in {}",
                    self.name,
                    world.location_name(record.channel)
                ));
            }
            if world.react(message.id, self.user, &emoji) {
                Ok(())
            } else {
                Err(format!("{} already reacted with {}", self.name, emoji.name))
            }
        });
        added.map_err(|reason| self.discord.refused(reason))
    }

    /// Removes a reaction.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member has no such reaction.
    pub async fn unreacts(&self, message: &Answer, emoji: &str) -> Result<(), SandboxError> {
        let emoji = Emoji::parse(emoji);
        let removed = self.discord.change(|world| world.unreact(message.id, self.user, &emoji));
        if removed {
            return Ok(());
        }
        Err(self.discord.refused(format!("{} has no reaction {} to remove there", self.name, emoji.name)))
    }
}
