//! Look-ups of users, members, roles, channels and messages that a caller refers to.

use serenity::model::application::CommandDataResolved;
use serenity::model::channel::{Attachment, ChannelType, GuildChannel, Message, PartialChannel};
use serenity::model::guild::{Member, Role};
use serenity::model::id::{AttachmentId, ChannelId, GuildId, RoleId, UserId};
use serenity::model::user::User;

use super::link::{GuildPart, Link};
use super::{Ambiguity, ConvertError};
use crate::caller::{Caller, Location};
use crate::channels::Channels;
use crate::discord::visibility::{can_read, can_see, visible_channels};
use crate::discord::{Directory, LookupError};

/// Look-ups for conversions. They use the data that came with the call, then the cache, then Discord's REST API.
///
/// ```
/// use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
/// use mindtrace_discord::prelude::*;
///
/// /// A role and a channel of the same name.
/// struct Team {
///     role: Role,
///     channel: GuildChannel,
/// }
///
/// impl Argument for Team {
///     const KIND: ArgumentKind = ArgumentKind::String;
///     const EXPECTED: &'static str = "the name of a team";
///
///     async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
///         let name = value.to_string();
///         let role = lookup.role_named(&name).await?;
///         Ok(Self { role, channel: lookup.channel_named(&name).await? })
///     }
/// }
///
/// /// A user by id, or a member by name; and the role of the team.
/// struct Candidate {
///     user: User,
///     team: Role,
/// }
///
/// impl Argument for Candidate {
///     const KIND: ArgumentKind = ArgumentKind::String;
///     const EXPECTED: &'static str = "the id of a user, or the name of a member";
///
///     async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
///         if lookup.guild_id().is_none() {
///             return Err(ConvertError::Invalid);
///         }
///         let text = value.to_string();
///         let user = match text.parse::<UserId>() {
///             Ok(id) => lookup.user(id).await?,
///             Err(_) => lookup.member_named(&text).await?.user,
///         };
///         let team = lookup.role_by_id(RoleId::new(1088510058284990888)).await?;
///         Ok(Self { user, team })
///     }
/// }
/// ```
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

    /// Restricts channels to the kinds that a parameter accepts.
    pub(crate) fn accepting(self, channels: &'a [Channels]) -> Self {
        Self { channels, ..self }
    }

    /// Returns the guild of the call, if it was made in one.
    pub fn guild_id(&self) -> Option<GuildId> {
        self.location.guild_id
    }

    /// Looks up a user by id.
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

    /// Looks up a member of the call's guild by id.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a guild.
    pub async fn member(&self, id: UserId) -> Result<Member, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        if let (Some(partial), Some(user)) = (self.resolved.members.get(&id), self.resolved.users.get(&id)) {
            let mut partial = partial.clone();
            partial.user = Some(user.clone());
            partial.guild_id = Some(guild_id);
            return Ok(Member::from(partial));
        }
        // Not from the cache: without the members intent its members are outdated.
        found(self.directory.api().member(guild_id, id).await)
    }

    /// Looks up a member of the call's guild by user name, display name or nickname, ignoring case.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, [`ConvertError::Ambiguous`] when there are several.
    pub async fn member_named(&self, name: &str) -> Result<Member, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        // Discord accepts a query of at most 100 characters; no name is longer than 32.
        if name.is_empty() || name.chars().count() > 32 {
            return Err(ConvertError::Invalid);
        }
        let candidates = found(self.directory.api().members_named(guild_id, name).await)?;
        let named = name.to_lowercase();
        let has_name = |text: &str| text.to_lowercase() == named;
        let mut members: Vec<Member> = candidates
            .into_iter()
            .filter(|member| {
                has_name(&member.user.name)
                    || member.user.global_name.as_deref().is_some_and(has_name)
                    || member.nick.as_deref().is_some_and(has_name)
            })
            .collect();
        // The user name is unique; the others are not.
        if let Some(exact) = members.iter().position(|member| has_name(&member.user.name)) {
            return Ok(members.swap_remove(exact));
        }
        only(members, Ambiguity::Members)
    }

    /// Looks up a role of the call's guild by id.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a guild.
    pub async fn role_by_id(&self, id: RoleId) -> Result<Role, ConvertError> {
        if let Some(role) = self.resolved.roles.get(&id) {
            return Ok(role.clone());
        }
        only(self.roles(|role| role.id == id).await?, Ambiguity::Roles)
    }

    /// Looks up a role of the call's guild by name, ignoring case.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, [`ConvertError::Ambiguous`] when there are several.
    pub async fn role_named(&self, name: &str) -> Result<Role, ConvertError> {
        let named = name.to_lowercase();
        // The default role is called `@everyone`; users type it with and without the `@`.
        let roles = self.roles(|role| role.name.trim_start_matches('@').to_lowercase() == named).await?;
        only(roles, Ambiguity::Roles)
    }

    pub(crate) async fn roles(
        &self,
        matches: impl Fn(&Role) -> bool + Send,
    ) -> Result<Vec<Role>, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        found(self.directory.roles(guild_id, matches).await)
    }

    /// Looks up a channel of the call's guild by id. The caller must be able to see it, and it must be of a kind that the argument
    /// accepts.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or it is in another guild, hidden from the caller or of another kind.
    pub async fn channel(&self, id: ChannelId) -> Result<GuildChannel, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        let channel =
            match (found(self.directory.channel(guild_id, id).await), self.resolved.channels.get(&id)) {
                // The bot is not in the guild of a command that the user has installed, so what came with the call has to do.
                (Err(_), Some(resolved)) => whole(guild_id, resolved)?,
                (channel, _) => channel?,
            };
        // A channel that the interaction resolved was selected in the caller's client, so the caller can see it.
        let matches = self.accepts(channel.kind)
            && (self.resolved.channels.contains_key(&id)
                || can_see(self.directory, self.location, self.caller, id)
                    .await
                    .map_err(ConvertError::Failed)?);
        if matches { Ok(channel) } else { Err(ConvertError::Invalid) }
    }

    /// Looks up a channel of the call's guild by name, ignoring case, among those that the caller can see and that are of a kind that
    /// the argument accepts.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a guild, [`ConvertError::Ambiguous`] when there are
    /// several.
    pub async fn channel_named(&self, name: &str) -> Result<GuildChannel, ConvertError> {
        let guild_id = self.location.guild_id.ok_or(ConvertError::Invalid)?;
        let named = name.to_lowercase();
        let matches =
            |channel: &GuildChannel| self.accepts(channel.kind) && channel.name.to_lowercase() == named;
        let channels = found(self.directory.channels(guild_id, matches).await)?;
        let visible = visible_channels(self.directory, guild_id, self.caller, channels).await;
        only(visible.map_err(ConvertError::Failed)?, Ambiguity::Channels)
    }

    /// Returns a channel that the interaction resolved.
    pub(crate) fn resolved_channel(&self, id: ChannelId) -> Result<Option<PartialChannel>, ConvertError> {
        match self.resolved.channels.get(&id) {
            Some(channel) if !self.accepts(channel.kind) => Err(ConvertError::Invalid),
            channel => Ok(channel.cloned()),
        }
    }

    /// Returns a file that came with the call.
    pub(crate) fn attachment(&self, id: AttachmentId) -> Option<Attachment> {
        self.resolved.attachments.get(&id).cloned()
    }

    /// Returns whether the interaction resolved this id as a user.
    pub(crate) fn is_resolved_user(&self, id: UserId) -> bool {
        self.resolved.users.contains_key(&id)
    }

    /// Looks up a linked message in the call's guild or direct messages that the caller can read.
    pub(crate) async fn linked_message(&self, link: &Link) -> Result<Message, ConvertError> {
        // A message that the interaction resolved was selected in the caller's client, so the caller can see it.
        if link.channel.is_none()
            && let Some(message) = self.resolved.messages.get(&link.message)
        {
            return Ok(self.with_guild(message.clone()));
        }
        let here = self.location.channel_id;
        let channel_id = link.channel.or(here).ok_or(ConvertError::Invalid)?;
        let is_same_location = match (&link.guild, self.location.guild_id) {
            (GuildPart::Missing, Some(_)) => true,
            (GuildPart::Guild(guild_id), Some(this)) => *guild_id == this,
            // The bot's other direct messages belong to other users.
            (GuildPart::Missing | GuildPart::DirectMessages, None) => here == Some(channel_id),
            (GuildPart::DirectMessages, Some(_)) | (GuildPart::Guild(_), None) => false,
        };
        if !is_same_location
            || !can_read(self.directory, self.location, self.caller, channel_id)
                .await
                .map_err(ConvertError::Failed)?
        {
            return Err(ConvertError::Invalid);
        }
        found(self.directory.api().message(channel_id, link.message).await)
            .map(|message| self.with_guild(message))
    }

    /// Sets the message's guild, which Discord includes in gateway events only.
    fn with_guild(&self, mut message: Message) -> Message {
        message.guild_id = self.location.guild_id;
        message
    }

    fn accepts(&self, kind: ChannelType) -> bool {
        let kind = u8::from(kind);
        self.channels.is_empty() || self.channels.iter().any(|accepted| accepted.discord().contains(&kind))
    }
}

/// Completes a channel that came with a call; serenity has no other way to create one.
fn whole(guild_id: GuildId, partial: &PartialChannel) -> Result<GuildChannel, ConvertError> {
    let failed = |error: serde_json::Error| ConvertError::Failed(error.into());
    let mut json = serde_json::to_value(partial).map_err(failed)?;
    if let Some(channel) = json.as_object_mut() {
        channel.insert("guild_id".to_owned(), serde_json::json!(guild_id));
        for (key, value) in
            [("position", serde_json::json!(0)), ("permission_overwrites", serde_json::json!([]))]
        {
            channel.entry(key).or_insert(value);
        }
    }
    serde_json::from_value(json).map_err(failed)
}

/// Returns the only candidate; `ambiguity` describes several by their number.
fn only<T>(mut candidates: Vec<T>, ambiguity: fn(usize) -> Ambiguity) -> Result<T, ConvertError> {
    match candidates.len() {
        1 => candidates.pop().ok_or(ConvertError::Invalid),
        0 => Err(ConvertError::Invalid),
        several => Err(ConvertError::Ambiguous(ambiguity(several))),
    }
}

/// Converts the error of a look-up: an absent thing is the caller's mistake, any other failure is not.
fn found<T>(result: Result<T, LookupError>) -> Result<T, ConvertError> {
    result.map_err(|error| match error {
        LookupError::NotFound => ConvertError::Invalid,
        LookupError::Failed(error) => ConvertError::Failed(error),
    })
}
