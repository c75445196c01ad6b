//! Look-ups that try the cache first.

use std::collections::HashMap;
use std::sync::Arc;

use serenity::cache::Cache;
use serenity::model::Timestamp;
use serenity::model::channel::{Channel, GuildChannel};
use serenity::model::guild::{Member, PartialGuild, Role};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;

use super::entitlements::EntitlementCache;
use super::users::UserCache;
use super::{Buyer, Discord, LookupError};
use crate::clock::Clock;
use crate::redact::redacted;

/// Look-ups of users, members, roles and channels in the cache, else on Discord.
///
/// A guard of the cache never outlives its statement, because a guard held across an await can deadlock.
#[derive(Debug)]
pub(crate) struct Directory {
    api: Arc<dyn Discord>,
    cache: Arc<Cache>,
    users: UserCache,
    entitlements: EntitlementCache,
    bot: UserId,
    clock: Clock,
}

/// The parts of a guild that permissions are computed from.
pub(crate) struct GuildPermissions<'a> {
    pub(crate) guild_id: GuildId,
    pub(crate) owner_id: UserId,
    pub(crate) roles: &'a HashMap<RoleId, Role>,
}

impl Directory {
    pub(crate) fn new(api: Arc<dyn Discord>, cache: Arc<Cache>, bot: UserId, clock: Clock) -> Self {
        let (users, entitlements) = (UserCache::default(), EntitlementCache::default());
        Self { api, cache, users, entitlements, bot, clock }
    }

    /// Returns the time of the bot's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.timestamp()
    }

    /// Returns the port to Discord.
    pub(crate) fn api(&self) -> &Arc<dyn Discord> {
        &self.api
    }

    /// Looks up a user by the id in an event. If that fails, the user has an id only.
    pub(crate) async fn user(&self, id: UserId) -> User {
        let known = self.cache.user(id).map(|user| user.clone()).or_else(|| self.users.get(id));
        if let Some(user) = known {
            return user;
        }
        match self.api.user(id).await {
            Ok(user) => {
                self.users.add(user.clone());
                user
            }
            Err(error) => {
                tracing::warn!(
                    user = %id,
                    error = %redacted(&error.into_error()),
                    "a user could not be looked up; the event contains the user id only"
                );
                let mut user = User::default();
                user.id = id;
                user
            }
        }
    }

    /// Looks up an up-to-date member of a guild.
    pub(crate) async fn member(&self, guild: GuildId, user: UserId) -> Result<Member, LookupError> {
        // Discord sends updates of the bot's own member without any intent; of other members only with the members intent.
        if user == self.bot {
            let cached = self.cache.guild(guild).and_then(|guild| guild.members.get(&user).cloned());
            if let Some(member) = cached {
                return Ok(member);
            }
        }
        self.api.member(guild, user).await
    }

    /// Lists the roles of a guild that `matches` accepts.
    pub(crate) async fn roles(
        &self,
        guild: GuildId,
        matches: impl Fn(&Role) -> bool + Send,
    ) -> Result<Vec<Role>, LookupError> {
        let cached = self
            .cache
            .guild(guild)
            .map(|guild| guild.roles.values().filter(|role| matches(role)).cloned().collect());
        match cached {
            Some(roles) => Ok(roles),
            None => Ok(self.api.roles(guild).await?.into_iter().filter(|role| matches(role)).collect()),
        }
    }

    /// Looks up a channel or thread of a guild; a channel of another guild is absent.
    pub(crate) async fn channel(&self, guild: GuildId, id: ChannelId) -> Result<GuildChannel, LookupError> {
        let cached = self.cache.guild(guild).and_then(|guild| guild.channels.get(&id).cloned());
        if let Some(channel) = cached {
            return Ok(channel);
        }
        match self.api.channel(id).await? {
            Channel::Guild(channel) if channel.guild_id == guild => Ok(channel),
            _ => Err(LookupError::NotFound),
        }
    }

    /// Lists the channels of a guild that `matches` accepts, without threads.
    pub(crate) async fn channels(
        &self,
        guild: GuildId,
        matches: impl Fn(&GuildChannel) -> bool + Send,
    ) -> Result<Vec<GuildChannel>, LookupError> {
        let cached = self
            .cache
            .guild(guild)
            .map(|guild| guild.channels.values().filter(|channel| matches(channel)).cloned().collect());
        match cached {
            Some(channels) => Ok(channels),
            None => Ok(self.api.channels(guild).await?.into_iter().filter(|one| matches(one)).collect()),
        }
    }

    /// Returns a cached channel or thread of a guild, a thread with its parent.
    pub(crate) fn cached_channel(
        &self,
        guild: GuildId,
        id: ChannelId,
    ) -> Option<(GuildChannel, Option<GuildChannel>)> {
        let guild = self.cache.guild(guild)?;
        if let Some(thread) = guild.threads.iter().find(|thread| thread.id == id) {
            let parent = guild.channels.get(&thread.parent_id?)?;
            return Some((thread.clone(), Some(parent.clone())));
        }
        guild.channels.get(&id).map(|channel| (channel.clone(), None))
    }

    /// Returns the result of `compute` for the owner and roles of a guild.
    pub(crate) async fn with_rights<T>(
        &self,
        guild: GuildId,
        compute: impl Fn(&GuildPermissions<'_>) -> T + Send,
    ) -> Result<T, LookupError> {
        let cached = self.cache.guild(guild).map(|cached| {
            compute(&GuildPermissions { guild_id: guild, owner_id: cached.owner_id, roles: &cached.roles })
        });
        match cached {
            Some(result) => Ok(result),
            None => {
                let found = self.api.guild(guild).await?;
                Ok(compute(&GuildPermissions {
                    guild_id: guild,
                    owner_id: found.owner_id,
                    roles: &found.roles,
                }))
            }
        }
    }

    /// Looks up a guild.
    pub(crate) async fn guild(&self, id: GuildId) -> Result<PartialGuild, LookupError> {
        let cached = self.cache.guild(id).map(|guild| PartialGuild::from(guild.clone()));
        match cached {
            Some(guild) => Ok(guild),
            None => self.api.guild(id).await,
        }
    }

    /// Lists the entitlements of a user or guild to SKUs, without those that have ended. An answer is used for half a minute.
    pub(crate) async fn entitlements(
        &self,
        buyer: Buyer,
        skus: &'static [u64],
    ) -> Result<Vec<Entitlement>, LookupError> {
        if let Some(known) = self.known_entitlements(buyer, skus) {
            return Ok(known);
        }
        let changes = self.entitlements.changes();
        let found = self.api.entitlements(buyer, skus).await?;
        self.entitlements.add((buyer, skus), &found, self.clock.instant(), changes);
        Ok(found)
    }

    /// Returns the same if no request is needed for it.
    pub(crate) fn known_entitlements(&self, buyer: Buyer, skus: &'static [u64]) -> Option<Vec<Entitlement>> {
        self.entitlements.get((buyer, skus), self.clock.instant())
    }

    /// Forgets what is known of the buyers of an entitlement that was created, changed or deleted.
    pub(crate) fn forget_entitlements(&self, changed: &Entitlement) {
        self.entitlements.forget(changed);
    }

    /// Looks up a guild's channel for system messages, such as joins.
    pub(crate) async fn system_channel(&self, guild: GuildId) -> Result<Option<ChannelId>, LookupError> {
        let cached = self.cache.guild(guild).map(|guild| guild.system_channel_id);
        match cached {
            Some(id) => Ok(id),
            None => Ok(self.api.guild(guild).await?.system_channel_id),
        }
    }

    /// Returns the preferred locale of a cached guild.
    pub(crate) fn preferred_locale(&self, guild: GuildId) -> Option<String> {
        self.cache.guild(guild).map(|guild| guild.preferred_locale.clone())
    }
}
