//! The state of the emulator: plain data behind one lock.

mod belongings;
mod channel;
mod guild;
mod lookup;
mod message;
mod seed;
mod user;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use serde_json::Value;
use serenity::model::{
    Permissions, Timestamp,
    gateway::GatewayIntents,
    id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId},
};

pub(crate) use self::{
    belongings::{Belongings, Kind},
    channel::{ChannelRecord, Overwrite, channel_name},
    guild::{GuildRecord, MemberRecord, RoleRecord, VoiceRecord},
    message::{
        COMPONENTS_V2, EPHEMERAL, Emoji, Forwarded, HAS_THREAD, LOADING, MessageRecord, PIN_NOTICE, SILENT,
        SUPPRESS_EMBEDS,
    },
    user::UserRecord,
};
use crate::clock::Clock;
use crate::{
    discord::{
        commands::CommandStore,
        faults::Faults,
        files::FileStore,
        interaction::InteractionRecord,
        nonces::Nonces,
        rate_limits::{RateLimits, Windows},
        session::Sessions,
        webhook::Endpoint,
    },
    transcript::{Line, LineKind, Transcript},
};

/// Discord's epoch, the first second of 2015, in Unix milliseconds.
const EPOCH_MS: u64 = 1_420_070_400_000;

/// The settings of a [`World`].
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) bot_permissions: Permissions,
    pub(crate) unapproved: GatewayIntents,
    pub(crate) heartbeat_interval: Duration,
    pub(crate) timeout: Duration,
    pub(crate) clock: Arc<Clock>,
    pub(crate) rate_limits: RateLimits,
}

/// The whole state of the sandbox.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) gateway_url: String,
    pub(crate) url: String,
    pub(crate) token: String,
    pub(crate) bot: UserId,
    pub(crate) owner: UserId,
    pub(crate) home: GuildId,
    pub(crate) users: BTreeMap<UserId, UserRecord>,
    pub(crate) guilds: BTreeMap<GuildId, GuildRecord>,
    pub(crate) channels: BTreeMap<ChannelId, ChannelRecord>,
    pub(crate) messages: BTreeMap<MessageId, MessageRecord>,
    pub(crate) nonces: Nonces,
    /// The channels of invites, by code.
    pub(crate) invites: HashMap<String, ChannelId>,
    pub(crate) files: FileStore,
    pub(crate) interactions: BTreeMap<InteractionId, InteractionRecord>,
    pub(crate) commands: CommandStore,
    pub(crate) sessions: Sessions,
    /// The presences of the members who are not offline, without `guild_id`.
    pub(crate) presences: BTreeMap<(GuildId, UserId), Value>,
    /// The presence that the bot sent last.
    pub(crate) bot_presence: Option<Value>,
    /// The endpoint of HTTP interactions.
    pub(crate) endpoint: Endpoint,
    pub(crate) faults: Faults,
    /// The windows of rate limits.
    pub(crate) windows: Windows,
    pub(crate) transcript: Transcript,
    /// The last message of the bot that each member was shown; `sees` continues after it.
    pub(crate) shown: HashMap<UserId, MessageId>,
    last_snowflake: u64,
    last_edit: jiff::Timestamp,
}

impl World {
    /// Returns a new snowflake, greater than all before it.
    pub(crate) fn snowflake(&mut self) -> u64 {
        let ms = self.settings.clock.unix_ms().saturating_sub(EPOCH_MS);
        self.last_snowflake = (ms << 22).max(self.last_snowflake + 1);
        self.last_snowflake
    }

    /// Returns the current time.
    pub(crate) fn now(&self) -> Timestamp {
        timestamp(self.settings.clock.now())
    }

    /// Returns the time of an edit, later than that of every edit before it, as on Discord, whose timestamps have microseconds.
    pub(crate) fn edit_time(&mut self) -> Timestamp {
        let later = self.last_edit.checked_add(jiff::SignedDuration::from_micros(1));
        self.last_edit = self.settings.clock.now().max(later.unwrap_or(jiff::Timestamp::MAX));
        timestamp(self.last_edit)
    }

    /// Returns the id of the application, which is that of the bot, as on Discord.
    pub(crate) fn application(&self) -> ApplicationId {
        ApplicationId::new(self.bot.get())
    }

    /// Returns whether the bot may read the content of messages that do not concern it.
    pub(crate) fn bot_reads_content(&self) -> bool {
        !self.settings.unapproved.contains(GatewayIntents::MESSAGE_CONTENT) && self.sessions.content_wanted()
    }

    /// Adds a line to the transcript.
    pub(crate) fn note(
        &mut self,
        kind: LineKind,
        speaker: UserId,
        channel: Option<ChannelId>,
        text: impl Into<String>,
    ) {
        let line = Line {
            speaker: self.name_of(speaker),
            location: channel.map(|channel| self.location_name(channel)).unwrap_or_default(),
            text: text.into(),
            from_bot: speaker == self.bot,
            kind,
        };
        self.transcript.add(line);
    }

    /// Adds a remark of the emulator itself to the transcript.
    pub(crate) fn remark(&mut self, text: impl Into<String>) {
        self.transcript.add(Line {
            speaker: "discord".into(),
            location: String::new(),
            text: text.into(),
            from_bot: false,
            kind: LineKind::Notice,
        });
    }
}

fn timestamp(time: jiff::Timestamp) -> Timestamp {
    let micros = format!("{time:.6}");
    Timestamp::parse(&micros).unwrap_or_default()
}

/// Returns the creation time of a snowflake, in Unix milliseconds.
pub(crate) fn snowflake_ms(id: u64) -> u64 {
    (id >> 22) + EPOCH_MS
}
