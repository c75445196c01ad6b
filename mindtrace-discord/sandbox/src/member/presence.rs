//! Presence, typing and nickname of a member.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::user::OnlineStatus;

use crate::json::put;
use crate::{
    discord::{dispatch::Scope, world::World},
    error::SandboxError,
    member::Member,
};

/// # Type, change the status and the nickname
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::serenity::model::user::OnlineStatus;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// alice.is_now(OnlineStatus::Idle).await?;
/// alice.plays(Some("Chess")).await?;
/// alice.types().await?;
/// alice.nicknamed(Some("Ali")).await?;
/// assert_eq!(alice.nick().as_deref(), Some("Ali"));
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Changes the online status (`PRESENCE_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn is_now(&self, status: OnlineStatus) -> Result<(), SandboxError> {
        self.presence(status, &[]);
        Ok(())
    }

    /// Plays a game, or with `None` no longer (`PRESENCE_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn plays(&self, game: Option<&str>) -> Result<(), SandboxError> {
        let now = self.discord.look(World::now);
        let activities: Vec<Value> = game
            .into_iter()
            .map(|game| {
                json!({"name": game, "type": 0, "created_at": now.unix_timestamp() * 1000, "id": "game"})
            })
            .collect();
        self.presence(OnlineStatus::Online, &activities);
        Ok(())
    }

    /// Starts typing (`TYPING_START`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is in no channel.
    pub async fn types(&self) -> Result<(), SandboxError> {
        let typed = self.discord.change(|world| {
            let channel = self.location_in(world)?;
            let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
            let mut event = json!({
                "channel_id": channel, "user_id": self.user, "timestamp": world.now().unix_timestamp(),
            });
            if let Some(guild) = guild {
                put(&mut event, "guild_id", json!(guild));
                put(&mut event, "member", json!(world.member_json(guild, self.user)));
            }
            world.emit("TYPING_START", Scope::channel(guild, channel), &event);
            Ok(())
        });
        typed.map_err(|reason: String| self.discord.refused(reason))
    }

    /// Sets the nickname in the first guild, or removes it (`GUILD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in the first guild, or for a name that is not 1 to 32 characters long.
    pub async fn nicknamed(&self, nick: Option<&str>) -> Result<(), SandboxError> {
        if nick.is_some_and(|nick| nick.is_empty() || nick.chars().count() > 32) {
            return Err(self.discord.refused("a nickname has 1 to 32 characters"));
        }
        let changed = self.discord.change(|world| {
            let home = world.home;
            let nick = nick.map(str::to_owned);
            world.change_member(home, self.user, "changed the nickname", |member| member.nick = nick)
        });
        self.if_member(changed)
    }

    fn presence(&self, status: OnlineStatus, activities: &[Value]) {
        self.discord.change(|world| {
            let home = world.home;
            let is_offline = matches!(status, OnlineStatus::Offline | OnlineStatus::Invisible);
            let shown = if is_offline { "offline" } else { status.name() };
            let clients = if is_offline { json!({}) } else { json!({"desktop": shown}) };
            let mut event = json!({
                "user": {"id": self.user}, "status": shown, "activities": activities, "client_status": clients,
            });
            if is_offline {
                world.presences.remove(&(home, self.user));
            } else {
                world.presences.insert((home, self.user), event.clone());
            }
            put(&mut event, "guild_id", json!(home));
            world.emit("PRESENCE_UPDATE", Scope::guild(home), &event);
        });
    }
}
