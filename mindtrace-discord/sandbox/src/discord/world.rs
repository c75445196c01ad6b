//! Everything the sandbox's Discord knows, as plain data behind one lock.

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
    time::{Duration, SystemTime},
};

use serde_json::Value;
use serenity::model::{
    Permissions, Timestamp,
    gateway::GatewayIntents,
    id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId},
};

pub(crate) use self::{
    belongings::{Belongings, Kind},
    channel::{ChannelRecord, Overwrite},
    guild::{GuildRecord, MemberRecord, RoleRecord, VoiceRecord},
    message::{COMPONENTS_V2, EPHEMERAL, Emoji, LOADING, MessageRecord},
    user::UserRecord,
};
use crate::clock::StoppedClock;
use crate::{
    discord::{
        commands::CommandStore, faults::Faults, files::FileStore, interaction::InteractionRecord,
        session::Sessions, webhook::Endpoint,
    },
    transcript::{Line, LineKind, Transcript},
};

/// Discord's epoch, the first second of 2015, in Unix milliseconds.
const EPOCH_MS: u64 = 1_420_070_400_000;

/// What a [`World`] is founded with.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) bot_permissions: Permissions,
    pub(crate) unapproved: GatewayIntents,
    pub(crate) heartbeat_interval: Duration,
    pub(crate) timeout: Duration,
    /// The clock of the bots on it, if it is stopped.
    pub(crate) clock: Option<Arc<StoppedClock>>,
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
    /// The channels that invitations lead to, by their codes.
    pub(crate) invites: HashMap<String, ChannelId>,
    pub(crate) files: FileStore,
    pub(crate) interactions: BTreeMap<InteractionId, InteractionRecord>,
    pub(crate) commands: CommandStore,
    pub(crate) sessions: Sessions,
    /// What the bot says it does.
    pub(crate) bot_presence: Option<Value>,
    /// Where interactions go that are posted.
    pub(crate) endpoint: Endpoint,
    pub(crate) faults: Faults,
    pub(crate) transcript: Transcript,
    /// The last message of the bot each person was shown, after which `sees` goes on.
    pub(crate) shown: HashMap<UserId, MessageId>,
    last_snowflake: u64,
}

impl World {
    /// A fresh snowflake, later than every one before it.
    pub(crate) fn snowflake(&mut self) -> u64 {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let ms = u64::try_from(now.as_millis()).unwrap_or(u64::MAX).saturating_sub(EPOCH_MS);
        self.last_snowflake = (ms << 22).max(self.last_snowflake + 1);
        self.last_snowflake
    }

    /// The application, which shares its id with the bot as on Discord.
    pub(crate) fn application(&self) -> ApplicationId {
        ApplicationId::new(self.bot.get())
    }

    /// Whether the bot gets the text of messages that do not concern it.
    pub(crate) fn bot_reads_content(&self) -> bool {
        !self.settings.unapproved.contains(GatewayIntents::MESSAGE_CONTENT) && self.sessions.content_wanted()
    }

    /// Writes a line of the transcript.
    pub(crate) fn note(
        &mut self,
        kind: LineKind,
        speaker: UserId,
        place: Option<ChannelId>,
        text: impl Into<String>,
    ) {
        let line = Line {
            speaker: self.name_of(speaker),
            location: place.map(|channel| self.location_name(channel)).unwrap_or_default(),
            text: text.into(),
            from_bot: speaker == self.bot,
            kind,
        };
        self.transcript.add(line);
    }

    /// Writes a remark of the service itself into the transcript.
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

/// The present moment as Discord writes it.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The moment a snowflake was made, in Unix milliseconds.
pub(crate) fn snowflake_ms(id: u64) -> u64 {
    (id >> 22) + EPOCH_MS
}
