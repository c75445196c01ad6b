//! Gateway commands of a handler: presence, members, sounds.

use serenity::gateway::ActivityData;
use serenity::model::id::GuildId;
use serenity::model::user::OnlineStatus;

use super::Context;
use crate::runtime::gateway_command::{GatewayCommand, GatewayError, Presence};

/// # Presence, and members and sounds as events
impl Context {
    /// Sets the bot's status and activity, on every shard and after every reconnect. `None` shows no activity.
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
    /// [`GatewayError::Full`] if too many gateway commands of a shard wait already: Discord allows 120 a minute.
    pub fn set_presence(
        &self,
        status: OnlineStatus,
        activity: impl Into<Option<ActivityData>>,
    ) -> Result<(), GatewayError> {
        let runtime = &self.inner.runtime;
        runtime.shards.set_presence(&Presence::new(status, activity.into().as_ref()), &runtime.activity)
    }

    /// Requests the members of a guild whose names begin with `query`. They arrive as [`MembersChunk`](crate::event::MembersChunk).
    ///
    /// An empty `query` requests all members, which needs `intents(GUILD_MEMBERS)`. Another one returns up to a hundred.
    ///
    /// [`members`](Self::members) waits for them as well.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Look for members whose names begin with a text.
    /// #[command(guild_only)]
    /// async fn look(ctx: &Context, guild: &GuildId, name: String) -> Result<&'static str> {
    ///     ctx.request_members(*guild, &name)?;
    ///     Ok("I am looking.")
    /// }
    ///
    /// #[on_event(MembersChunk)]
    /// async fn found(event: &MembersChunk) {
    ///     println!("{} members", event.chunk.members.len());
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`GatewayError::NotConnected`], [`GatewayError::Full`], or [`GatewayError::OtherProcess`] if the bot has several processes and
    /// this one does not run the shard of the guild.
    pub fn request_members(&self, guild_id: GuildId, query: &str) -> Result<(), GatewayError> {
        let runtime = &self.inner.runtime;
        runtime.shards.send(guild_id, GatewayCommand::members(guild_id, query, runtime.activity.begin()))
    }

    /// Requests the sounds of a guild's soundboard. They arrive as [`SoundboardSounds`](crate::event::SoundboardSounds).
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Count the sounds of the soundboard.
    /// #[command(guild_only)]
    /// async fn sounds(ctx: &Context, guild: &GuildId) -> Result<String> {
    ///     let guild = *guild;
    ///     ctx.request_sounds(guild)?;
    ///     let is_ours = |event: &SoundboardSounds| event.guild_id == guild;
    ///     let found = ctx.wait_for::<SoundboardSounds>(is_ours, Duration::from_secs(5)).await?;
    ///     Ok(format!("{} sounds", found.sounds.len()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`GatewayError::NotConnected`], [`GatewayError::Full`], or [`GatewayError::OtherProcess`] if the bot has several processes and
    /// this one does not run the shard of the guild.
    pub fn request_sounds(&self, guild_id: GuildId) -> Result<(), GatewayError> {
        let runtime = &self.inner.runtime;
        runtime.shards.send(guild_id, GatewayCommand::sounds(guild_id, runtime.activity.begin()))
    }
}
