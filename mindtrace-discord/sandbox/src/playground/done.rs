//! The result of an action, as JSON.

use serde::Serialize;
use serde_json::Value;
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};
use utoipa::ToSchema;

use crate::{Answer, Modal, Suggestion};

/// The result of an action; new and changed messages are in the next [`View`](super::View).
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Done {
    /// The message that the user posted or looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Shown>,
    /// The bot's answer, if it was awaited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<Shown>,
    /// The modal that the bot opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modal: Option<Opened>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suggestions: Option<Vec<Suggested>>,
}

/// A message as the user sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    #[schema(value_type = String)]
    id: MessageId,
    #[schema(value_type = String)]
    channel_id: ChannelId,
    #[schema(value_type = String)]
    author_id: UserId,
    content: String,
    /// All text: the content, then the text displays, one a line.
    text: String,
    /// Whether only this user can see it.
    ephemeral: bool,
    /// Whether the bot showed "is thinking…" before it answered.
    deferred: bool,
    edited: bool,
    /// Whether it was deleted; the other fields then show its state before that.
    deleted: bool,
    in_dm: bool,
    /// The labels of its buttons and the placeholders of its select menus, in order.
    labels: Vec<String>,
    /// The names of its files.
    attachments: Vec<String>,
    reactions: Vec<Reacted>,
    /// The message as Discord's REST API returns it.
    raw: Value,
}

/// One emoji under a message.
#[derive(Debug, Serialize, ToSchema)]
struct Reacted {
    emoji: String,
    #[schema(value_type = Vec<String>)]
    users: Vec<UserId>,
}

/// A modal. The action `submit` needs its id.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Opened {
    #[schema(value_type = String)]
    id: InteractionId,
    /// The data that the bot sent.
    data: Value,
}

/// A suggestion of the bot for an option.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Suggested {
    name: String,
    value: Value,
}

impl Done {
    /// Keeps the parts that the page cannot see in its view.
    pub(super) fn without_messages(self) -> Self {
        Self { message: None, answer: None, ..self }
    }
}

impl From<Answer> for Shown {
    fn from(answer: Answer) -> Self {
        let (text, labels) = (answer.text(), answer.labels());
        let reactions = answer.reactions.into_iter();
        Self {
            id: answer.id,
            channel_id: answer.channel_id,
            author_id: answer.author_id,
            content: answer.content,
            text,
            ephemeral: answer.ephemeral,
            deferred: answer.deferred,
            edited: answer.edited,
            deleted: answer.deleted,
            in_dm: answer.in_dm,
            labels,
            attachments: answer.attachments,
            reactions: reactions
                .map(|reaction| Reacted { emoji: reaction.emoji, users: reaction.users })
                .collect(),
            raw: answer.raw,
        }
    }
}

impl From<&Modal> for Opened {
    fn from(modal: &Modal) -> Self {
        Self { id: modal.id(), data: modal.data().clone() }
    }
}

impl From<Suggestion> for Suggested {
    fn from(Suggestion { name, value }: Suggestion) -> Self {
        Self { name, value }
    }
}
