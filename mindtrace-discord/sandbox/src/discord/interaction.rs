//! Interactions: who started them, how long they can be answered, and what the answer is.

mod tokens;

use serde_json::Value;
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use tokio::time::{Duration, Instant};

/// How long the first response may take.
pub(crate) const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);

/// What started an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A slash command.
    Command,
    /// A command of the context menu of a person or a message.
    Menu,
    /// Somebody who types into an option of this type.
    Autocomplete(u64),
    /// A button or select menu on this message.
    Component(MessageId),
    /// A modal that another interaction opened; `on` is the message with the component that did.
    Modal { opened_by: InteractionId, on: Option<MessageId> },
}

impl Trigger {
    /// The interaction type Discord tells.
    pub(crate) fn kind(self) -> u64 {
        match self {
            Self::Command | Self::Menu => 2,
            Self::Component(_) => 3,
            Self::Autocomplete(_) => 4,
            Self::Modal { .. } => 5,
        }
    }

    /// The message a response may update.
    pub(crate) fn message(self) -> Option<MessageId> {
        match self {
            Self::Component(message) => Some(message),
            Self::Modal { on, .. } => on,
            Self::Command | Self::Menu | Self::Autocomplete(_) => None,
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
    /// Nothing visible yet (6); the message had been changed this often.
    DeferredUpdate { changes: u64 },
    /// The message of the component, changed (7).
    Update,
    /// What to offer for an option (8).
    Suggestions(Value),
    /// A modal to fill in (9).
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
    /// The locale of the person's client.
    pub(crate) locale: String,
    /// The first response, once there is one.
    pub(crate) response: Option<Response>,
    /// The message `@original` stands for.
    pub(crate) original: Option<MessageId>,
    /// Whether the application is there for the person alone.
    pub(crate) user_install: bool,
    /// Messages sent after the answer.
    pub(crate) follow_ups: u32,
    /// What the person used, such as `/tag create`.
    pub(crate) what: String,
}

impl InteractionRecord {
    /// The modal it was answered with.
    pub(crate) fn opened_modal(&self) -> Option<&Value> {
        match &self.response {
            Some(Response::Modal(data)) => Some(data),
            _ => None,
        }
    }
}
