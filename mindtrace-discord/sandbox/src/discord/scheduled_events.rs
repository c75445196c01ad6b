//! Scheduled events, stages, and the status of voice channels.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::json;
use serenity::model::{
    Timestamp,
    channel::ChannelType,
    id::{ScheduledEventId, StageInstanceId},
};

use crate::json::put;
use crate::timestamp::iso;
use crate::{
    discord::{
        Discord,
        dispatch::Scope,
        world::{ChannelRecord, Kind},
    },
    error::SandboxError,
    location::Channel,
    member::Member,
};

/// The status of an active scheduled event.
const ACTIVE: u8 = 2;

/// # Scheduled events, stages and voice
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::serenity::model::channel::ChannelType;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let stage = discord.new_channel("Tea stage", ChannelType::Stage).await?;
/// let event = discord.new_scheduled_event("Tea time", &stage, "2026-12-01T17:00:00Z".parse()?).await?;
/// discord.starts_scheduled_event(event).await?;
/// let opened = discord.opens_stage(&stage, "Green tea").await?;
/// discord.stage_topic(opened, "Black tea").await?;
/// discord.closes_stage(opened).await?;
/// discord.delete_scheduled_event(event).await?;
///
/// discord.voice_status(&discord.channel("voice")?, Some("Tea time")).await?;
/// discord.new_voice_server("127.0.0.1:443").await?;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Creates a scheduled event in a voice or stage channel (`GUILD_SCHEDULED_EVENT_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the channel is neither.
    pub async fn new_scheduled_event(
        &self,
        name: &str,
        channel: &Channel,
        start: Timestamp,
    ) -> Result<ScheduledEventId, SandboxError> {
        let kind = self.look(|world| world.channels.get(&channel.id).map(|channel| channel.kind));
        let entity = match kind {
            Some(ChannelType::Stage) => 1,
            Some(ChannelType::Voice) => 2,
            _ => return Err(self.refused("a scheduled event needs a voice or stage channel")),
        };
        Ok(self.change(|world| {
            let id = world.snowflake();
            let json = json!({
                "id": id.to_string(), "guild_id": world.home, "channel_id": channel.id, "creator_id": world.owner,
                "name": name, "description": null, "scheduled_start_time": iso(start), "scheduled_end_time": null,
                "privacy_level": 2, "status": 1, "entity_type": entity, "entity_id": null, "entity_metadata": null,
                "creator": world.user_json(world.owner), "user_count": 0, "image": null, "recurrence_rule": null,
            });
            world.store(Kind::ScheduledEvent, id, json.clone());
            world.emit("GUILD_SCHEDULED_EVENT_CREATE", Scope::guild(world.home), &json);
            ScheduledEventId::new(id)
        }))
    }

    /// Starts a scheduled event (`GUILD_SCHEDULED_EVENT_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such scheduled event.
    pub async fn starts_scheduled_event(&self, id: ScheduledEventId) -> Result<(), SandboxError> {
        let start = |event: &mut _| put(event, "status", json!(ACTIVE));
        let json = self.alter(Kind::ScheduledEvent, id.get(), "scheduled event", start)?;
        self.change(|world| world.emit("GUILD_SCHEDULED_EVENT_UPDATE", Scope::guild(world.home), &json));
        Ok(())
    }

    /// Deletes a scheduled event (`GUILD_SCHEDULED_EVENT_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such scheduled event.
    pub async fn delete_scheduled_event(&self, id: ScheduledEventId) -> Result<(), SandboxError> {
        let json = self.remove(Kind::ScheduledEvent, id.get(), "scheduled event")?;
        self.change(|world| world.emit("GUILD_SCHEDULED_EVENT_DELETE", Scope::guild(world.home), &json));
        Ok(())
    }

    /// Opens a stage (`STAGE_INSTANCE_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a stage channel.
    pub async fn opens_stage(&self, stage: &Channel, topic: &str) -> Result<StageInstanceId, SandboxError> {
        let is_stage = self.look(|world| {
            world.channels.get(&stage.id).is_some_and(|channel| channel.kind == ChannelType::Stage)
        });
        if !is_stage {
            return Err(self
                .refused(format!("#{} is not a stage channel; create one with `new_channel`", stage.name)));
        }
        Ok(self.change(|world| {
            let id = world.snowflake();
            let json = json!({
                "id": id.to_string(), "guild_id": stage.guild, "channel_id": stage.id, "topic": topic,
                "privacy_level": 2, "discoverable_disabled": true, "guild_scheduled_event_id": null,
            });
            world.store(Kind::Stage, id, json.clone());
            world.emit("STAGE_INSTANCE_CREATE", Scope::guild(stage.guild), &json);
            StageInstanceId::new(id)
        }))
    }

    /// Changes the topic of an open stage (`STAGE_INSTANCE_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such stage.
    pub async fn stage_topic(&self, id: StageInstanceId, topic: &str) -> Result<(), SandboxError> {
        let json = self.alter(Kind::Stage, id.get(), "stage", |stage| put(stage, "topic", json!(topic)))?;
        self.change(|world| world.emit("STAGE_INSTANCE_UPDATE", Scope::guild(world.home), &json));
        Ok(())
    }

    /// Closes a stage (`STAGE_INSTANCE_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such stage.
    pub async fn closes_stage(&self, id: StageInstanceId) -> Result<(), SandboxError> {
        let json = self.remove(Kind::Stage, id.get(), "stage")?;
        self.change(|world| world.emit("STAGE_INSTANCE_DELETE", Scope::guild(world.home), &json));
        Ok(())
    }

    /// Sets the status of a voice channel, or removes it (`VOICE_CHANNEL_STATUS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a voice channel.
    pub async fn voice_status(&self, channel: &Channel, status: Option<&str>) -> Result<(), SandboxError> {
        if !self.look(|world| world.channels.get(&channel.id).is_some_and(ChannelRecord::is_voice)) {
            return Err(self.refused(format!("#{} is not a voice channel", channel.name)));
        }
        self.change(|world| {
            let event = json!({"guild_id": channel.guild, "id": channel.id, "status": status});
            world.emit("VOICE_CHANNEL_STATUS_UPDATE", Scope::guild(channel.guild), &event);
        });
        Ok(())
    }

    /// Moves the first guild to another voice server (`VOICE_SERVER_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_voice_server(&self, endpoint: &str) -> Result<(), SandboxError> {
        self.change(|world| {
            let event = json!({"guild_id": world.home, "endpoint": endpoint, "token": "sandbox.voice.token"});
            world.emit("VOICE_SERVER_UPDATE", Scope::guild(world.home), &event);
        });
        Ok(())
    }
}

/// # Be interested in scheduled events
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let (alice, voice) = (discord.member("alice").await?, discord.channel("voice")?);
/// let event = discord.new_scheduled_event("Tea time", &voice, "2026-12-01T17:00:00Z".parse()?).await?;
/// alice.interested_in(event).await?;
/// alice.not_interested_in(event).await?;
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Becomes interested in a scheduled event (`GUILD_SCHEDULED_EVENT_USER_ADD`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such scheduled event.
    pub async fn interested_in(&self, event: ScheduledEventId) -> Result<(), SandboxError> {
        self.interest(event, "GUILD_SCHEDULED_EVENT_USER_ADD")
    }

    /// Is no longer interested in a scheduled event (`GUILD_SCHEDULED_EVENT_USER_REMOVE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such scheduled event.
    pub async fn not_interested_in(&self, event: ScheduledEventId) -> Result<(), SandboxError> {
        self.interest(event, "GUILD_SCHEDULED_EVENT_USER_REMOVE")
    }

    fn interest(&self, event: ScheduledEventId, kind: &'static str) -> Result<(), SandboxError> {
        self.discord().alter(Kind::ScheduledEvent, event.get(), "scheduled event", |_| {})?;
        self.discord().change(|world| {
            let data =
                json!({"guild_id": world.home, "guild_scheduled_event_id": event, "user_id": self.id()});
            world.emit(kind, Scope::guild(world.home), &data);
        });
        Ok(())
    }
}
