//! What people with the right to do so do to others and to messages.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serenity::model::{Permissions, id::MessageId};

use crate::{
    answer::Answer,
    discord::world::{Emoji, World},
    error::SandboxError,
    member::Member,
};

impl Member {
    /// Bans somebody from the first guild (`GUILD_BAN_ADD`, `GUILD_MEMBER_REMOVE`, `GUILD_AUDIT_LOG_ENTRY_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `BAN_MEMBERS`, or if the other ranks above.
    pub async fn bans(&self, other: &Self, reason: Option<&str>) -> Result<(), SandboxError> {
        self.may(Permissions::BAN_MEMBERS, Some(other))?;
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
        self.may(Permissions::BAN_MEMBERS, None)?;
        let lifted = self.discord.change(|world| {
            let home = world.home;
            world.unban(home, other.user, self.user)
        });
        if lifted { Ok(()) } else { Err(self.discord.refused(format!("{} is not banned", other.name))) }
    }

    /// Throws somebody out of the first guild (`GUILD_MEMBER_REMOVE`, `GUILD_AUDIT_LOG_ENTRY_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `KICK_MEMBERS`, or if the other ranks above or is no member.
    pub async fn kicks(&self, other: &Self) -> Result<(), SandboxError> {
        self.may(Permissions::KICK_MEMBERS, Some(other))?;
        let left = self.discord.change(|world| {
            let home = world.home;
            world.kick(home, other.user, self.user)
        });
        if left { Ok(()) } else { Err(self.discord.refused(format!("{} is no member", other.name))) }
    }

    /// Pins a message (`CHANNEL_PINS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `MANAGE_MESSAGES`, or if it is gone.
    pub async fn pins(&self, message: &Answer) -> Result<(), SandboxError> {
        self.tidy(message, |world| world.pin(message.id, true))
    }

    /// Takes a pin away (`CHANNEL_PINS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `MANAGE_MESSAGES`, or if it is gone.
    pub async fn unpins(&self, message: &Answer) -> Result<(), SandboxError> {
        self.tidy(message, |world| world.pin(message.id, false))
    }

    /// Removes all reactions to a message, or those with one emoji (`MESSAGE_REACTION_REMOVE_ALL`,
    /// `MESSAGE_REACTION_REMOVE_EMOJI`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `MANAGE_MESSAGES`, or if it is gone.
    pub async fn clears_reactions(&self, message: &Answer, emoji: Option<&str>) -> Result<(), SandboxError> {
        let emoji = emoji.map(Emoji::parse);
        self.tidy(message, |world| world.clear_reactions(message.id, emoji.as_ref()))
    }

    /// Deletes messages of one channel at once (`MESSAGE_DELETE_BULK`); another bot does that for people.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] without `MANAGE_MESSAGES`.
    pub async fn purges(&self, messages: &[&Answer]) -> Result<(), SandboxError> {
        let Some(first) = messages.first() else { return Ok(()) };
        let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
        self.tidy(first, |world| world.delete_many(first.channel_id, &ids, self.user))
    }

    fn tidy(&self, message: &Answer, tidy: impl FnOnce(&mut World)) -> Result<(), SandboxError> {
        let is_tidied = self.discord.change(|world| {
            let Some(record) = world.messages.get(&message.id) else { return false };
            let may = world.permissions_in(record.channel, self.user).contains(Permissions::MANAGE_MESSAGES);
            if may {
                tidy(world);
            }
            may
        });
        if is_tidied {
            return Ok(());
        }
        Err(self
            .discord
            .refused(format!("the message is gone, or {} has no MANAGE_MESSAGES there", self.name)))
    }

    /// Whether the person may do this in the first guild, to somebody who ranks below.
    fn may(&self, permission: Permissions, to: Option<&Self>) -> Result<(), SandboxError> {
        let may = self.discord.look(|world| {
            let home = world.home;
            world.permissions_in_guild(home, self.user).contains(permission)
                && to.is_none_or(|other| world.outranks(home, self.user, other.user))
        });
        if may {
            return Ok(());
        }
        let names = permission.get_permission_names().join(", ");
        Err(self.discord.refused(format!("{} lacks {names}, or stands too low", self.name)))
    }
}
