//! Finding on Discord what a caller named.

use serenity::model::application::CommandDataResolved;
use serenity::model::channel::{Attachment, ChannelType, GuildChannel, Message, PartialChannel};
use serenity::model::guild::{Member, Role};
use serenity::model::id::{AttachmentId, ChannelId, GuildId, RoleId, UserId};
use serenity::model::user::User;

use super::ConvertError;
use super::link::{GuildPart, Link};
use crate::caller::{Caller, Location};
use crate::channels::Channels;
use crate::discord::visibility::{can_read, can_see, visible_channels};
use crate::discord::{Directory, LookupError};

/// Where a conversion finds what a value names: what the surface sent along, then the cache, then Discord.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a> {
    pub(crate) directory: &'a Directory,
    pub(crate) caller: &'a Caller,
    location: &'a Location,
    resolved: &'a CommandDataResolved,
    /// The kinds of channel the parameter accepts; empty when it accepts every kind.
    channels: &'a [Channels],
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(
        directory: &'a Directory,
        caller: &'a Caller,
        location: &'a Location,
        resolved: &'a CommandDataResolved,
    ) -> Self {
        Self { directory, caller, location, resolved, channels: &[] }
    }

    /// The same, with the kinds of channel that a parameter accepts.
    pub(crate) fn accepting(self, channels: &'a [Channels]) -> Self {
        Self { channels, ..self }
    }

    /// The server of the call, if it was made in one.
    pub fn guild_id(&self) -> Option<GuildId> {
        self.location.guild_id
    }

    /// The user with this id.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none.
    pub async fn user(&self, id: UserId) -> Result<User, ConvertError> {
        if let Some(user) = self.resolved.users.get(&id) {
            return Ok(user.clone());
        }
        found(self.directory.api().user(id).await)
    }

    /// The member with this id of the server the call was made in.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a server.
    pub async fn member(&self, id: UserId) -> Result<Member, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        if let (Some(partial), Some(user)) = (self.resolved.members.get(&id), self.resolved.users.get(&id)) {
            let mut partial = partial.clone();
            partial.user = Some(user.clone());
            partial.guild_id = Some(guild_id);
            return Ok(Member::from(partial));
        }
        // Not from the cache: without the members intent it keeps what was true when the member was last seen.
        found(self.directory.api().member(guild_id, id).await)
    }

    /// The member of the call's server whose user name, display name or nickname is `name`, in any case.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, [`ConvertError::Ambiguous`] when there are several.
    pub async fn member_named(&self, name: &str) -> Result<Member, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        // Discord takes a query of at most 100 characters; no name is longer than 32.
        if name.is_empty() || name.chars().count() > 32 {
            return Err(ConvertError::Invalid);
        }
        let candidates = found(self.directory.api().members_named(guild_id, name).await)?;
        let named = name.to_lowercase();
        let is_called = |text: &str| text.to_lowercase() == named;
        let mut members: Vec<Member> = candidates
            .into_iter()
            .filter(|member| {
                is_called(&member.user.name)
                    || member.user.global_name.as_deref().is_some_and(is_called)
                    || member.nick.as_deref().is_some_and(is_called)
            })
            .collect();
        // The user name is unique; the others are not.
        if let Some(exact) = members.iter().position(|member| is_called(&member.user.name)) {
            return Ok(members.swap_remove(exact));
        }
        only(members, "members are called that")
    }

    /// The role with this id of the server the call was made in.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a server.
    pub async fn role_by_id(&self, id: RoleId) -> Result<Role, ConvertError> {
        if let Some(role) = self.resolved.roles.get(&id) {
            return Ok(role.clone());
        }
        only(self.roles(|role| role.id == id).await?, "roles have that id")
    }

    /// The role of the call's server with this name, in any case.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, [`ConvertError::Ambiguous`] when there are several.
    pub async fn role_named(&self, name: &str) -> Result<Role, ConvertError> {
        let named = name.to_lowercase();
        // The role of everyone is called `@everyone`; people type it with and without.
        let roles = self.roles(|role| role.name.trim_start_matches('@').to_lowercase() == named).await?;
        only(roles, "roles are called that")
    }

    pub(crate) async fn roles(
        &self,
        is_meant: impl Fn(&Role) -> bool + Send,
    ) -> Result<Vec<Role>, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        found(self.directory.roles(guild_id, is_meant).await)
    }

    /// The channel with this id, if it belongs to the server the call was made in, the caller can see it, and it is of a kind the
    /// argument accepts.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, it belongs elsewhere, is hidden from the caller or of another kind.
    pub async fn channel(&self, id: ChannelId) -> Result<GuildChannel, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        let channel = found(self.directory.channel(guild_id, id).await)?;
        // The caller's own client offered what it sent along, so they see it. An HTTP caller who is nobody acts as the bot.
        let is_meant = self.accepts(channel.kind)
            && (self.resolved.channels.contains_key(&id)
                || can_see(self.directory, self.location, self.caller, id)
                    .await
                    .map_err(ConvertError::Failed)?);
        if is_meant { Ok(channel) } else { Err(ConvertError::Invalid) }
    }

    /// The channel of the call's server with this name, in any case, among those that the caller can see and that are of the kinds
    /// the argument accepts.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a server, [`ConvertError::Ambiguous`] when there
    /// are several.
    pub async fn channel_named(&self, name: &str) -> Result<GuildChannel, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        let named = name.to_lowercase();
        let is_meant =
            |channel: &GuildChannel| self.accepts(channel.kind) && channel.name.to_lowercase() == named;
        let channels = found(self.directory.channels(guild_id, is_meant).await)?;
        let visible = visible_channels(self.directory, guild_id, self.caller, channels).await;
        only(visible.map_err(ConvertError::Failed)?, "channels are called that")
    }

    /// What an interaction says about a channel, if the surface sent it along.
    pub(crate) fn resolved_channel(&self, id: ChannelId) -> Result<Option<PartialChannel>, ConvertError> {
        match self.resolved.channels.get(&id) {
            Some(channel) if !self.accepts(channel.kind) => Err(ConvertError::Invalid),
            channel => Ok(channel.cloned()),
        }
    }

    /// The file with this id, if it came with the call.
    pub(crate) fn attachment(&self, id: AttachmentId) -> Option<Attachment> {
        self.resolved.attachments.get(&id).cloned()
    }

    /// Whether the surface says that the id is a user's.
    pub(crate) fn knows_user(&self, id: UserId) -> bool {
        self.resolved.users.contains_key(&id)
    }

    /// The message a link leads to, if it is one of this place and the caller can read it.
    pub(crate) async fn linked_message(&self, link: &Link) -> Result<Message, ConvertError> {
        // The caller's own client sent it along, so they see it.
        if link.channel.is_none()
            && let Some(message) = self.resolved.messages.get(&link.message)
        {
            return Ok(self.placed(message.clone()));
        }
        let here = self.location.channel_id;
        let channel_id = link.channel.or(here).ok_or(ConvertError::Invalid)?;
        let is_ours = match (&link.guild, self.location.guild_id) {
            (GuildPart::Missing, Some(_)) => true,
            (GuildPart::Guild(guild_id), Some(this)) => *guild_id == this,
            // Other direct messages of the bot are other people's.
            (GuildPart::Missing | GuildPart::DirectMessages, None) => here == Some(channel_id),
            (GuildPart::DirectMessages, Some(_)) | (GuildPart::Guild(_), None) => false,
        };
        if !is_ours
            || !can_read(self.directory, self.location, self.caller, channel_id)
                .await
                .map_err(ConvertError::Failed)?
        {
            return Err(ConvertError::Invalid);
        }
        found(self.directory.api().message(channel_id, link.message).await)
            .map(|message| self.placed(message))
    }

    /// The message with its server, which Discord names for those only that it announces.
    fn placed(&self, mut message: Message) -> Message {
        message.guild_id = self.location.guild_id;
        message
    }

    fn accepts(&self, kind: ChannelType) -> bool {
        let kind = u8::from(kind);
        self.channels.is_empty() || self.channels.iter().any(|accepted| accepted.discord().contains(&kind))
    }
}

/// The one that was meant, if it can only be that one.
fn only<T>(mut candidates: Vec<T>, what: &str) -> Result<T, ConvertError> {
    match candidates.len() {
        1 => candidates.pop().ok_or(ConvertError::Invalid),
        0 => Err(ConvertError::Invalid),
        several => Err(ConvertError::Ambiguous(format!("{several} {what}; mention the one you mean"))),
    }
}

/// An absent thing is the caller's mistake; any other failure is not.
fn found<T>(result: Result<T, LookupError>) -> Result<T, ConvertError> {
    result.map_err(|error| match error {
        LookupError::Absent => ConvertError::Invalid,
        LookupError::Failed(error) => ConvertError::Failed(error),
    })
}
