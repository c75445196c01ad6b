//! What a bot says to Discord on its gateway connection, rather than by a request.

use serenity::gateway::ActivityData;
use serenity::model::id::GuildId;
use serenity::model::user::OnlineStatus;

use super::Context;
use crate::runtime::gateway_command::{GatewayCommand, GatewayError, Presence};

impl Context {
    /// Shows what the bot does beside its name, on every shard and after every reconnect; an activity of `None` shows nothing.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::serenity::gateway::ActivityData;
    /// use mindtrace_discord::serenity::model::user::OnlineStatus;
    ///
    /// #[on_ready]
    /// async fn greet(ctx: &Context) -> Result<()> {
    ///     Ok(ctx.set_presence(OnlineStatus::Online, ActivityData::listening("!help"))?)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`GatewayError::Full`] when a shard has more to say than Discord lets it, 120 a minute.
    pub fn set_presence(
        &self,
        status: OnlineStatus,
        activity: impl Into<Option<ActivityData>>,
    ) -> Result<(), GatewayError> {
        let runtime = &self.inner.runtime;
        runtime.shards.show(&Presence::new(status, activity.into().as_ref()), &runtime.activity)
    }

    /// Asks for the members of a server whose names begin with `query`; they come as [`MembersChunk`](crate::event::MembersChunk).
    ///
    /// All of them, for an empty `query`, Discord tells only to bots with `intents(GUILD_MEMBERS)`; else it tells up to a hundred.
    ///
    /// # Errors
    ///
    /// [`GatewayError::NotConnected`] and [`GatewayError::Full`].
    pub fn request_members(&self, guild_id: GuildId, query: &str) -> Result<(), GatewayError> {
        let runtime = &self.inner.runtime;
        runtime.shards.send(guild_id, GatewayCommand::members(guild_id, query, runtime.activity.begin()))
    }

    /// Asks for the sounds of a server's soundboard; they come as [`SoundboardSounds`](crate::event::SoundboardSounds).
    ///
    /// # Errors
    ///
    /// [`GatewayError::NotConnected`] and [`GatewayError::Full`].
    pub fn request_sounds(&self, guild_id: GuildId) -> Result<(), GatewayError> {
        let runtime = &self.inner.runtime;
        runtime.shards.send(guild_id, GatewayCommand::sounds(guild_id, runtime.activity.begin()))
    }
}
