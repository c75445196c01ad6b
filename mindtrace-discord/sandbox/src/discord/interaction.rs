//! Interactions: their trigger, deadline and response.

mod tokens;

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use tokio::time::{Duration, Instant};

/// The time limit of the first response.
pub(crate) const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);

/// The action that started an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A slash command.
    Command,
    /// A command of the context menu of a user or a message.
    ContextMenu,
    /// Typing into an option of this type.
    Autocomplete(u64),
    /// A button or select menu on this message.
    Component(MessageId),
    /// A modal that another interaction opened; `on` is the message with the component that did.
    Modal { opened_by: InteractionId, on: Option<MessageId> },
}

impl Trigger {
    /// Returns Discord's number for the type of the interaction.
    pub(crate) fn kind(self) -> u64 {
        match self {
            Self::Command | Self::ContextMenu => 2,
            Self::Component(_) => 3,
            Self::Autocomplete(_) => 4,
            Self::Modal { .. } => 5,
        }
    }

    /// Returns the message that a response may update.
    pub(crate) fn message(self) -> Option<MessageId> {
        match self {
            Self::Component(message) => Some(message),
            Self::Modal { on, .. } => on,
            Self::Command | Self::ContextMenu | Self::Autocomplete(_) => None,
        }
    }
}

/// The first response to an interaction.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Response {
    /// A message (4).
    Message,
    /// A placeholder that shows "is thinking…" (5).
    DeferredMessage,
    /// An acknowledgement that shows nothing (6); `changes` is the number of changes of the message before it.
    DeferredUpdate { changes: u64 },
    /// An update of the message with the component (7).
    Update,
    /// The suggestions for an option (8).
    Suggestions(Value),
    /// A modal (9).
    Modal(Value),
}

/// One interaction.
#[derive(Debug, Clone)]
pub(crate) struct InteractionRecord {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) trigger: Trigger,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) created: Instant,
    /// The locale of the user's client.
    pub(crate) locale: String,
    /// The first response, once there is one.
    pub(crate) response: Option<Response>,
    /// The message that `@original` refers to.
    pub(crate) original: Option<MessageId>,
    /// Whether the application is installed for the user instead of the guild.
    pub(crate) user_install: bool,
    /// The number of follow-up messages.
    pub(crate) follow_ups: u32,
    /// The command, component or modal that was used, such as `/tag create`.
    pub(crate) source: String,
}

impl InteractionRecord {
    /// Returns the installations that allow the interaction: in the guild, for the user, or with the bot itself.
    pub(crate) fn owners(&self) -> Value {
        match self.guild {
            Some(_) if self.user_install => json!({"1": self.user}),
            Some(guild) => json!({"0": guild}),
            None => json!({"0": "0"}),
        }
    }

    /// Returns the modal it was answered with.
    pub(crate) fn opened_modal(&self) -> Option<&Value> {
        match &self.response {
            Some(Response::Modal(data)) => Some(data),
            _ => None,
        }
    }
}
