//! The members of a guild, requested over the gateway.

use std::any::TypeId;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use serenity::model::gateway::{GatewayIntents, Presence};
use serenity::model::guild::Member;
use serenity::model::id::{GuildId, UserId};

use super::wait::{Late, until};
use crate::context::Context;
use crate::event::{GatewayRateLimit, MembersChunk};
use crate::outcome::intent_names;
use crate::reference::Reference;
use crate::runtime::gateway_command::{GatewayCommand, GatewayError};

/// The default time to wait for all members.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Discord: the most users in one request, and the most members whose names begin with a text.
const MOST: usize = 100;

/// The members of a guild to request, for [`Context::members`].
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Find members by the beginning of their names.
/// #[command(guild_only)]
/// async fn find(ctx: &Context, guild: &GuildId, name: String) -> Result<String> {
///     let query = MemberQuery::named(name).limit(10).timeout(Duration::from_secs(5));
///     let found = ctx.members(*guild, query).await?;
///     let names: Vec<&str> = found.members.iter().map(|member| member.display_name()).collect();
///     Ok(format!("Found: {}.", names.join(", ")))
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct MemberQuery {
    wanted: Wanted,
    presences: bool,
    timeout: Duration,
}

#[derive(Clone, Debug)]
enum Wanted {
    All,
    Named { prefix: String, limit: u8 },
    Users(Vec<UserId>),
}

impl MemberQuery {
    /// Requests all members, which needs `intents(GUILD_MEMBERS)`. Discord answers this once in 30 seconds for each guild.
    pub fn all() -> Self {
        Self::new(Wanted::All)
    }

    /// Requests up to a hundred members whose name or nickname begins with a text.
    pub fn named(prefix: impl Into<String>) -> Self {
        Self::new(Wanted::Named { prefix: prefix.into(), limit: 100 })
    }

    /// Requests these users, up to a hundred. Those who are not members are in [`FoundMembers::not_found`].
    pub fn users(users: impl IntoIterator<Item = UserId>) -> Self {
        Self::new(Wanted::Users(users.into_iter().collect()))
    }

    /// Requests at most this many members by name, 1 to 100.
    pub fn limit(mut self, most: u8) -> Self {
        if let Wanted::Named { limit, .. } = &mut self.wanted {
            *limit = most.clamp(1, 100);
        }
        self
    }

    /// Requests their presences as well, which needs `intents(GUILD_PRESENCES)`.
    pub fn presences(mut self) -> Self {
        self.presences = true;
        self
    }

    /// Sets how long to wait for Discord's answer. Default: 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    fn new(wanted: Wanted) -> Self {
        Self { wanted, presences: false, timeout: TIMEOUT }
    }

    /// The intents without which Discord does not answer.
    fn intents(&self) -> GatewayIntents {
        let members = match self.wanted {
            Wanted::All => GatewayIntents::GUILD_MEMBERS,
            Wanted::Named { .. } | Wanted::Users(_) => GatewayIntents::empty(),
        };
        if self.presences { members | GatewayIntents::GUILD_PRESENCES } else { members }
    }

    /// Returns the payload for Discord.
    fn to_json(&self, guild_id: GuildId, nonce: &str) -> Value {
        let mut data = json!({ "guild_id": guild_id, "nonce": nonce, "presences": self.presences });
        match &self.wanted {
            Wanted::All => {
                data["query"] = json!("");
                data["limit"] = json!(0);
            }
            Wanted::Named { prefix, limit } => {
                data["query"] = json!(prefix);
                data["limit"] = json!(limit);
            }
            Wanted::Users(users) => data["user_ids"] = json!(users),
        }
        data
    }
}

/// The members that Discord sent.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show which of these users are here.
/// #[command(guild_only, intents(GUILD_PRESENCES))]
/// async fn attendance(ctx: &Context, guild: &GuildId, users: Vec<UserId>) -> Result<String> {
///     let found = ctx.members(*guild, MemberQuery::users(users).presences()).await?;
///     let (here, online, gone) = (found.members.len(), found.presences.len(), found.not_found.len());
///     Ok(format!("{here} are here, {online} of them online; {gone} are not."))
/// }
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct FoundMembers {
    /// The members, by id.
    pub members: Vec<Member>,
    /// The presences of those who are not offline, if they were requested.
    pub presences: Vec<Presence>,
    /// The requested users who are not members.
    pub not_found: Vec<UserId>,
}

/// Why the members of a guild did not arrive.
///
/// ```no_run
/// use mindtrace_discord::MembersError;
/// use mindtrace_discord::prelude::*;
///
/// /// Count the members.
/// #[command(guild_only, intents(GUILD_MEMBERS))]
/// async fn count(ctx: &Context, guild: &GuildId) -> Result<String> {
///     match ctx.members(*guild, MemberQuery::all()).await {
///         Ok(found) => Ok(format!("{} members", found.members.len())),
///         Err(MembersError::RateLimited { retry_after }) => Ok(format!("Ask again in {retry_after:?}.")),
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MembersError {
    /// The request cannot be sent; the [`GatewayError`] says what to do.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// Discord limits how often all members of a guild can be requested. Keep what you found instead of requesting it again.
    #[error("Discord refuses the request for another {retry_after:?}")]
    RateLimited {
        /// The time after which it can be sent again.
        retry_after: Duration,
    },
    /// Discord does not answer without these intents. Declare them with `intents(…)` in the attribute of the handler, and allow them in
    /// Discord's developer portal.
    #[error(
        "Discord does not answer without the intents {}; declare them with `intents(…)` in the attribute",
        intent_names(*.0)
    )]
    MissingIntents(GatewayIntents),
    /// More than a hundred users were requested. Request them in several queries.
    #[error("Discord takes up to 100 users in one request, not {0}")]
    TooManyUsers(usize),
    /// Too many handlers wait for events already. Give their waits shorter timeouts, or limit the command with `concurrency(…)`.
    #[error("too many handlers wait for events already")]
    TooManyWaits,
    /// Discord did not answer in time. For a large guild, set a longer [`timeout`](MemberQuery::timeout).
    #[error("not all members arrived within {0:?}")]
    Timeout(Duration),
    /// The bot stops. Return the error with `?`.
    #[error("the bot is shutting down")]
    Draining,
}

/// # Members of a guild
impl Context {
    /// Requests members of a guild over the gateway, and waits until all parts of the answer have arrived.
    ///
    /// The time does not count towards the handler's timeout. With `presences()` and for all members of a guild this is the only way; a
    /// single member is looked up faster over REST.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Count the bots here.
    /// #[command(guild_only, intents(GUILD_MEMBERS))]
    /// async fn bots(ctx: &Context, guild: &GuildId) -> Result<String> {
    ///     let found = ctx.members(*guild, MemberQuery::all()).await?;
    ///     Ok(format!("{} bots", found.members.iter().filter(|member| member.user.bot).count()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`MembersError::RateLimited`] with the time to wait, [`MembersError::Timeout`], [`MembersError::MissingIntents`], or another
    /// [`MembersError`] if the request cannot be sent.
    pub async fn members(&self, guild_id: GuildId, query: MemberQuery) -> Result<FoundMembers, MembersError> {
        let runtime = self.runtime();
        let missing = query.intents() - runtime.intents;
        if !missing.is_empty() {
            return Err(MembersError::MissingIntents(missing));
        }
        match &query.wanted {
            // A request would use up one of the 120 a minute.
            Wanted::Users(users) if users.is_empty() => return Ok(FoundMembers::default()),
            Wanted::Users(users) if users.len() > MOST => {
                return Err(MembersError::TooManyUsers(users.len()));
            }
            _ => {}
        }
        let wait = |event| runtime.event_waits.wait(event).map_err(|_| MembersError::TooManyWaits);
        let mut chunks = wait(TypeId::of::<MembersChunk>())?;
        let mut limits = wait(TypeId::of::<GatewayRateLimit>())?;
        let nonce = Reference::next().to_string();
        let data = query.to_json(guild_id, &nonce);
        runtime.shards.send(guild_id, GatewayCommand::request_members(data, runtime.activity.begin()))?;
        let (mut found, mut arrived) = (FoundMembers::default(), HashSet::new());
        let answer = async {
            loop {
                tokio::select! {
                    Some((event, busy)) = chunks.next() => {
                        let Ok(event) = Arc::downcast::<MembersChunk>(event) else { continue };
                        let chunk = &event.chunk;
                        // A resumed session may repeat a part.
                        if chunk.nonce.as_deref() != Some(&*nonce) || !arrived.insert(chunk.chunk_index) {
                            continue;
                        }
                        found.add(&event);
                        if arrived.len() >= chunk.chunk_count as usize {
                            return (Ok(()), busy);
                        }
                    }
                    Some((event, busy)) = limits.next() => {
                        let Ok(event) = Arc::downcast::<GatewayRateLimit>(event) else { continue };
                        if event.nonce.as_deref() == Some(&*nonce) {
                            return (Err(MembersError::RateLimited { retry_after: event.retry_after }), busy);
                        }
                    }
                    else => return std::future::pending().await,
                }
            }
        };
        match until(self, query.timeout, answer).await {
            Ok(answered) => answered?,
            Err(Late::Timeout) => return Err(MembersError::Timeout(query.timeout)),
            Err(Late::Draining) => return Err(MembersError::Draining),
        }
        found.members.sort_unstable_by_key(|member| member.user.id);
        Ok(found)
    }
}

impl FoundMembers {
    fn add(&mut self, event: &MembersChunk) {
        let chunk = &event.chunk;
        self.members.extend(chunk.members.values().cloned());
        self.presences.extend(chunk.presences.iter().flatten().cloned());
        self.not_found.extend(chunk.not_found.iter().map(|id| UserId::new(id.get())));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serenity::model::gateway::GatewayIntents;
    use serenity::model::id::{GuildId, UserId};

    use super::MemberQuery;

    #[test]
    fn a_query_is_sent_as_discord_takes_it() {
        let sent = |query: MemberQuery| query.to_json(GuildId::new(1), "n");
        let all = json!({ "guild_id": "1", "nonce": "n", "presences": true, "query": "", "limit": 0 });
        assert_eq!(sent(MemberQuery::all().presences()), all);
        let named = json!({ "guild_id": "1", "nonce": "n", "presences": false, "query": "al", "limit": 5 });
        assert_eq!(sent(MemberQuery::named("al").limit(5)), named);
        let users = json!({ "guild_id": "1", "nonce": "n", "presences": false, "user_ids": ["7"] });
        assert_eq!(sent(MemberQuery::users([UserId::new(7)])), users);
        let needed = MemberQuery::all().presences().intents();
        assert_eq!(needed, GatewayIntents::GUILD_MEMBERS | GatewayIntents::GUILD_PRESENCES);
        assert_eq!(MemberQuery::named("a").intents(), GatewayIntents::empty());
    }
}
