//! Finding on Discord what a caller named.

use std::sync::Arc;

use serenity::cache::Cache;
use serenity::http::{Http, HttpError, StatusCode};
use serenity::model::application::CommandDataResolved;
use serenity::model::channel::{Channel, GuildChannel, PartialChannel};
use serenity::model::guild::{Member, Role};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use serenity::model::user::User;

use super::ConvertError;

/// Where a conversion finds what a value names: what the surface sent along, then the cache, then Discord.
#[derive(Debug)]
pub struct Lookup<'a> {
    pub(crate) http: &'a Arc<Http>,
    pub(crate) cache: &'a Arc<Cache>,
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) resolved: &'a CommandDataResolved,
}

impl Lookup<'_> {
    /// The server of the call, if it was made in one.
    pub fn guild_id(&self) -> Option<GuildId> {
        self.guild_id
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
        found(self.http.get_user(id).await)
    }

    /// The member with this id of the server the call was made in.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a server.
    pub async fn member(&self, id: UserId) -> Result<Member, ConvertError> {
        let guild_id = self.guild_id.ok_or(ConvertError::Invalid)?;
        if let (Some(partial), Some(user)) = (self.resolved.members.get(&id), self.resolved.users.get(&id)) {
            let mut partial = partial.clone();
            partial.user = Some(user.clone());
            partial.guild_id = Some(guild_id);
            return Ok(Member::from(partial));
        }
        // Not from the cache: without the members intent it keeps what was true when the member was last seen.
        found(self.http.get_member(guild_id, id).await)
    }

    /// The member of the call's server whose user name, display name or nickname is `name`, in any case.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, [`ConvertError::Ambiguous`] when there are several.
    pub async fn member_named(&self, name: &str) -> Result<Member, ConvertError> {
        let guild_id = self.guild_id.ok_or(ConvertError::Invalid)?;
        // Discord takes a query of at most 100 characters; no name is longer than 32.
        if name.is_empty() || name.chars().count() > 32 {
            return Err(ConvertError::Invalid);
        }
        let candidates = found(self.http.search_guild_members(guild_id, name, Some(100)).await)?;
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

    async fn roles(&self, is_meant: impl Fn(&Role) -> bool + Send) -> Result<Vec<Role>, ConvertError> {
        let guild_id = self.guild_id.ok_or(ConvertError::Invalid)?;
        // The guard of the cache lives in this statement only; holding one across an await can deadlock.
        let cached = self
            .cache
            .guild(guild_id)
            .map(|guild| guild.roles.values().filter(|role| is_meant(role)).cloned().collect());
        match cached {
            Some(roles) => Ok(roles),
            None => Ok(found(self.http.get_guild_roles(guild_id).await)?
                .into_iter()
                .filter(|role| is_meant(role))
                .collect()),
        }
    }

    /// The channel with this id, if it belongs to the server the call was made in.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or it belongs elsewhere.
    pub async fn channel(&self, id: ChannelId) -> Result<GuildChannel, ConvertError> {
        let guild_id = self.guild_id.ok_or(ConvertError::Invalid)?;
        let cached = self.cache.guild(guild_id).and_then(|guild| guild.channels.get(&id).cloned());
        if let Some(channel) = cached {
            return Ok(channel);
        }
        match found(self.http.get_channel(id).await)? {
            Channel::Guild(channel) if channel.guild_id == guild_id => Ok(channel),
            _ => Err(ConvertError::Invalid),
        }
    }

    /// The channel of the call's server with this name, in any case.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when there is none, or the call was made outside a server.
    pub async fn channel_named(&self, name: &str) -> Result<GuildChannel, ConvertError> {
        let guild_id = self.guild_id.ok_or(ConvertError::Invalid)?;
        let named = name.to_lowercase();
        let is_meant = |channel: &GuildChannel| channel.name.to_lowercase() == named;
        let cached = self
            .cache
            .guild(guild_id)
            .map(|guild| guild.channels.values().filter(|channel| is_meant(channel)).cloned().collect());
        let channels: Vec<GuildChannel> = match cached {
            Some(channels) => channels,
            None => found(self.http.get_channels(guild_id).await)?
                .into_iter()
                .filter(|channel| is_meant(channel))
                .collect(),
        };
        only(channels, "channels are called that")
    }

    /// What an interaction says about a channel, if the surface sent it along.
    pub(crate) fn resolved_channel(&self, id: ChannelId) -> Option<PartialChannel> {
        self.resolved.channels.get(&id).cloned()
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

/// "There is no such thing" is the caller's mistake; any other failure is not.
fn found<T>(result: serenity::Result<T>) -> Result<T, ConvertError> {
    result.map_err(|error| match &error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if matches!(
                response.status_code,
                StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST
            ) =>
        {
            ConvertError::Invalid
        }
        _ => ConvertError::from(error),
    })
}
