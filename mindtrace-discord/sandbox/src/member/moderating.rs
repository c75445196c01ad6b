//! Moderation of members and messages.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serenity::model::{Permissions, id::MessageId};

use crate::{
    answer::Answer,
    discord::{
        permissions::PIN_MESSAGES,
        world::{Emoji, World},
    },
    error::SandboxError,
    member::Member,
};

/// The permission for most changes to messages of others, and its name.
const MANAGE: (&str, Permissions) = ("MANAGE_MESSAGES", Permissions::MANAGE_MESSAGES);

/// # Moderate
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let (owner, alice) = (discord.owner(), discord.member("alice").await?);
/// let posted = alice.posts("cheap watches").await?;
/// owner.pins(&posted).await?;
/// owner.unpins(&posted).await?;
/// owner.clears_reactions(&posted, None).await?;
/// owner.purges(&[&posted]).await?;
/// owner.bans(&alice, Some("spam")).await?;
/// assert_eq!(alice.ban_reason().as_deref(), Some("spam"));
/// owner.unbans(&alice).await?;
/// owner.kicks(&discord.member("bob").await?).await?;
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Bans a member from the first guild (`GUILD_BAN_ADD`, `GUILD_MEMBER_REMOVE`, `GUILD_AUDIT_LOG_ENTRY_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `BAN_MEMBERS`, or if the other does not rank below.
    pub async fn bans(&self, other: &Self, reason: Option<&str>) -> Result<(), SandboxError> {
        self.require(Permissions::BAN_MEMBERS, Some(other))?;
        self.discord.change(|world| {
            let home = world.home;
            world.ban(home, other.user, self.user, reason.map(str::to_owned));
        });
        Ok(())
    }

    /// Lifts a ban (`GUILD_BAN_REMOVE`, `GUILD_AUDIT_LOG_ENTRY_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `BAN_MEMBERS`, or if the other is not banned.
    pub async fn unbans(&self, other: &Self) -> Result<(), SandboxError> {
        self.require(Permissions::BAN_MEMBERS, None)?;
        let lifted = self.discord.change(|world| {
            let home = world.home;
            world.unban(home, other.user, self.user, None)
        });
        if lifted { Ok(()) } else { Err(self.discord.refused(format!("{} is not banned", other.name))) }
    }

    /// Kicks a member from the first guild (`GUILD_MEMBER_REMOVE`, `GUILD_AUDIT_LOG_ENTRY_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `KICK_MEMBERS`, or if the other does not rank below or is not a member.
    pub async fn kicks(&self, other: &Self) -> Result<(), SandboxError> {
        self.require(Permissions::KICK_MEMBERS, Some(other))?;
        let left = self.discord.change(|world| {
            let home = world.home;
            world.kick(home, other.user, self.user, None)
        });
        if left { Ok(()) } else { Err(self.discord.refused(format!("{} is not a member", other.name))) }
    }

    /// Pins a message (`CHANNEL_PINS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `PIN_MESSAGES`, or if it was deleted.
    pub async fn pins(&self, message: &Answer) -> Result<(), SandboxError> {
        self.moderate(message, ("PIN_MESSAGES", PIN_MESSAGES), |world| world.pin(message.id, true, self.user))
    }

    /// Unpins a message (`CHANNEL_PINS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `PIN_MESSAGES`, or if it was deleted.
    pub async fn unpins(&self, message: &Answer) -> Result<(), SandboxError> {
        self.moderate(message, ("PIN_MESSAGES", PIN_MESSAGES), |world| {
            world.pin(message.id, false, self.user);
        })
    }

    /// Removes all reactions to a message, or those with one emoji (`MESSAGE_REACTION_REMOVE_ALL`,
    /// `MESSAGE_REACTION_REMOVE_EMOJI`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `MANAGE_MESSAGES`, or if it was deleted.
    pub async fn clears_reactions(&self, message: &Answer, emoji: Option<&str>) -> Result<(), SandboxError> {
        let emoji = emoji.map(Emoji::parse);
        self.moderate(message, MANAGE, |world| world.clear_reactions(message.id, emoji.as_ref()))
    }

    /// Deletes messages of one channel at once (`MESSAGE_DELETE_BULK`), which members do through another bot.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `MANAGE_MESSAGES`.
    pub async fn purges(&self, messages: &[&Answer]) -> Result<(), SandboxError> {
        let Some(first) = messages.first() else { return Ok(()) };
        let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
        self.moderate(first, MANAGE, |world| world.delete_many(first.channel_id, &ids, self.user))
    }

    /// Changes a message if the member has a permission in its channel.
    fn moderate(
        &self,
        message: &Answer,
        (name, needed): (&str, Permissions),
        change: impl FnOnce(&mut World),
    ) -> Result<(), SandboxError> {
        let is_changed = self.discord.change(|world| {
            let Some(record) = world.messages.get(&message.id) else { return false };
            let allowed = world.permissions_in(record.channel, self.user).contains(needed);
            if allowed {
                change(world);
            }
            allowed
        });
        if is_changed {
            return Ok(());
        }
        Err(self.discord.refused(format!("the message was deleted, or {} lacks {name} there", self.name)))
    }

    /// Requires a permission in the first guild, and that the member outranks `target`.
    fn require(&self, permission: Permissions, target: Option<&Self>) -> Result<(), SandboxError> {
        let allowed = self.discord.look(|world| {
            let home = world.home;
            world.permissions_in_guild(home, self.user).contains(permission)
                && target.is_none_or(|other| world.outranks(home, self.user, other.user))
        });
        if allowed {
            return Ok(());
        }
        let names = permission.get_permission_names().join(", ");
        Err(self.discord.refused(format!("{} lacks {names}, or ranks too low", self.name)))
    }
}
