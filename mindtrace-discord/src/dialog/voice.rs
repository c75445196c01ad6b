//! Joining voice channels, for a voice library.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::wait::{Late, until};
use crate::context::Context;
use crate::event::{VoiceServerUpdate, VoiceStateUpdate};
use crate::runtime::gateway_command::{GatewayCommand, GatewayError};

/// The time that Discord has to answer.
const TIMEOUT: Duration = Duration::from_secs(15);

/// The data with which a voice library connects to a voice channel, as Discord sent it.
///
/// ```no_run
/// use mindtrace_discord::VoiceConnection;
/// use mindtrace_discord::prelude::*;
/// use tokio::sync::Mutex;
///
/// struct Joined(Mutex<Option<VoiceConnection>>);
///
/// /// Follows the bot to another voice server.
/// #[on_event(VoiceServerUpdate)]
/// async fn follow(joined: &Joined, event: &VoiceServerUpdate) {
///     let mut joined = joined.0.lock().await;
///     if let Some(moved) = joined.as_ref().and_then(|connection| connection.moved(event)) {
///         println!("connect to {} with a token of {} characters", moved.endpoint, moved.token().len());
///         *joined = Some(moved);
///     }
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct VoiceConnection {
    /// The guild.
    pub guild_id: GuildId,
    /// The voice channel.
    pub channel_id: ChannelId,
    /// The bot's user.
    pub user_id: UserId,
    /// The id of the voice session.
    pub session_id: String,
    /// The address of the voice server.
    pub endpoint: String,
    token: SecretString,
}

/// Why a voice channel was not joined.
///
/// ```no_run
/// use mindtrace_discord::VoiceError;
/// use mindtrace_discord::prelude::*;
///
/// /// Join a voice channel.
/// #[command(guild_only, intents(GUILD_VOICE_STATES))]
/// async fn join(ctx: &Context, guild: &GuildId, #[arg(channel_types(voice))] channel: ChannelId) -> Result<&'static str> {
///     match ctx.join_voice(*guild, channel).await {
///         Ok(_connection) => Ok("Here I am."),
///         Err(VoiceError::Timeout) => Ok("Discord does not let me in: is the channel full?"),
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VoiceError {
    /// The request cannot be sent; the [`GatewayError`] says what to do.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// Discord does not answer without this intent. Write `intents(GUILD_VOICE_STATES)` in the attribute of the handler.
    #[error(
        "Discord does not answer without its intent; write `intents(GUILD_VOICE_STATES)` in the attribute"
    )]
    MissingIntent,
    /// Too many handlers wait for events already. Give their waits shorter timeouts, or limit the command with `concurrency(…)`.
    #[error("too many handlers wait for events already")]
    TooManyWaits,
    /// Discord did not answer in time: the bot is in that channel already, may not connect to it, or it is full. Give the bot the
    /// permission to connect, or [leave](Context::leave_voice) first.
    #[error("Discord let the bot join no voice channel within {TIMEOUT:?}")]
    Timeout,
    /// The bot stops. Return the error with `?`.
    #[error("the bot is shutting down")]
    Draining,
}

impl VoiceConnection {
    /// Returns the connection to the server that an update names; `None` if the update is for another guild, the server is not available
    /// yet, or it is the same.
    #[must_use]
    pub fn moved(&self, update: &VoiceServerUpdate) -> Option<Self> {
        let endpoint = update.endpoint.clone().filter(|_| update.guild_id == Some(self.guild_id))?;
        let is_same = endpoint == self.endpoint && update.token.expose_secret() == self.token();
        (!is_same).then(|| Self { endpoint, token: update.token.clone(), ..self.clone() })
    }

    /// The credential for the voice server; keep it secret.
    pub fn token(&self) -> &str {
        self.token.expose_secret()
    }
}

impl fmt::Debug for VoiceConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoiceConnection")
            .field("guild_id", &self.guild_id)
            .field("channel_id", &self.channel_id)
            .field("user_id", &self.user_id)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// # Voice
impl Context {
    /// Joins a voice channel, and returns the data with which a voice library connects to it. `examples/voice` plays a file with songbird.
    ///
    /// It needs `intents(GUILD_VOICE_STATES)` in the attribute of the handler. If Discord moves the voice server later, a
    /// [`VoiceServerUpdate`] says so; if a moderator moves or removes the bot, a [`VoiceStateUpdate`].
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Join a voice channel.
    /// #[command(guild_only, intents(GUILD_VOICE_STATES))]
    /// async fn join(ctx: &Context, guild: &GuildId, #[arg(channel_types(voice))] channel: ChannelId) -> Result<String> {
    ///     let connection = ctx.join_voice(*guild, channel).await?;
    ///     Ok(format!("The voice server is {}.", connection.endpoint))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`VoiceError::Timeout`] after 15 seconds, or another [`VoiceError`] if the request cannot be sent.
    pub async fn join_voice(
        &self,
        guild_id: GuildId,
        channel_id: ChannelId,
    ) -> Result<VoiceConnection, VoiceError> {
        let runtime = self.runtime();
        if !runtime.intents.contains(GatewayIntents::GUILD_VOICE_STATES) {
            return Err(VoiceError::MissingIntent);
        }
        let wait = |event| runtime.event_waits.wait(event).map_err(|_| VoiceError::TooManyWaits);
        let mut states = wait(TypeId::of::<VoiceStateUpdate>())?;
        let mut servers = wait(TypeId::of::<VoiceServerUpdate>())?;
        self.set_voice_state(guild_id, Some(channel_id), false, false)?;
        let user_id = self.bot_id();
        let answer = async {
            let (mut session, mut server) = (None, None);
            loop {
                let busy = tokio::select! {
                    Some((event, busy)) = states.next() => {
                        let Ok(event) = Arc::downcast::<VoiceStateUpdate>(event) else { continue };
                        let state = &event.new;
                        let is_here = state.guild_id == Some(guild_id) && state.channel_id == Some(channel_id);
                        if state.user_id == user_id && is_here {
                            session = Some(state.session_id.clone());
                        }
                        busy
                    }
                    Some((event, busy)) = servers.next() => {
                        let Ok(event) = Arc::downcast::<VoiceServerUpdate>(event) else { continue };
                        // Without an address the server is not available yet, and another update follows.
                        if let Some(endpoint) = event.endpoint.clone().filter(|_| event.guild_id == Some(guild_id)) {
                            server = Some((endpoint, event.token.clone()));
                        }
                        busy
                    }
                    else => return std::future::pending().await,
                };
                if let (Some(session_id), Some((endpoint, token))) = (&session, &server) {
                    let (session_id, endpoint, token) = (session_id.clone(), endpoint.clone(), token.clone());
                    let connection =
                        VoiceConnection { guild_id, channel_id, user_id, session_id, endpoint, token };
                    return (connection, busy);
                }
            }
        };
        until(self, TIMEOUT, answer).await.map_err(|late| match late {
            Late::Timeout => VoiceError::Timeout,
            Late::Draining => VoiceError::Draining,
        })
    }

    /// Leaves the voice channel of a guild.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Leave the voice channel.
    /// #[command(guild_only)]
    /// async fn leave(ctx: &Context, guild: &GuildId) -> Result<&'static str> {
    ///     ctx.leave_voice(*guild)?;
    ///     Ok("Until next time!")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`GatewayError::NotConnected`], [`GatewayError::Full`], or [`GatewayError::OtherProcess`] if another process has the guild's shard.
    pub fn leave_voice(&self, guild_id: GuildId) -> Result<(), GatewayError> {
        self.set_voice_state(guild_id, None, false, false)
    }

    /// Sends the bot's voice state in a guild: the channel to be in, and whether the bot is muted and deafened. `None` leaves.
    ///
    /// Discord answers with [`VoiceStateUpdate`] and [`VoiceServerUpdate`]. A voice library that joins channels itself calls this:
    /// songbird through its trait `VoiceUpdate`, lavalink clients through theirs.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Listen in a voice channel, without a voice of my own.
    /// #[command(guild_only)]
    /// async fn listen(ctx: &Context, guild: &GuildId, #[arg(channel_types(voice))] channel: ChannelId) -> Result<&'static str> {
    ///     let (self_mute, self_deaf) = (true, false);
    ///     ctx.set_voice_state(*guild, Some(channel), self_mute, self_deaf)?;
    ///     Ok("I am all ears.")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`GatewayError::NotConnected`], [`GatewayError::Full`], or [`GatewayError::OtherProcess`] if another process has the guild's shard.
    pub fn set_voice_state(
        &self,
        guild_id: GuildId,
        channel_id: Option<ChannelId>,
        self_mute: bool,
        self_deaf: bool,
    ) -> Result<(), GatewayError> {
        let runtime = self.runtime();
        let state = (self_mute, self_deaf);
        let command = GatewayCommand::voice(guild_id, channel_id, state, runtime.activity.begin());
        runtime.shards.send(guild_id, command)
    }
}
