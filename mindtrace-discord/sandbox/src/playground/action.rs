//! The actions of a user, as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;
use serenity::model::id::{InteractionId, MessageId};
use utoipa::ToSchema;

/// An action of a user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Action {
    /// Posts a message.
    Send {
        text: String,
        #[serde(default, deserialize_with = "replies_to")]
        #[schema(value_type = Option<String>)]
        replies_to: Option<MessageId>,
        #[serde(default)]
        files: Vec<Upload>,
    },
    /// Edits a message of the user.
    Edit {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        text: String,
    },
    /// Deletes a message.
    Delete {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
    },
    /// Adds a reaction: an emoji, or the name of a custom one.
    React {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        emoji: String,
    },
    /// Removes a reaction.
    Unreact {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        emoji: String,
    },
    /// Votes in a poll.
    Vote {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        answer: String,
    },
    /// Takes a vote back.
    Unvote {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        answer: String,
    },
    /// Uses a slash command; `tag create` names a subcommand.
    Slash {
        command: String,
        #[serde(default)]
        options: Vec<OptionInput>,
    },
    /// Types into an option and requests suggestions.
    Suggest {
        command: String,
        #[serde(default)]
        options: Vec<OptionInput>,
        option: String,
    },
    /// Uses a command of the context menu of a user.
    UseOnUser {
        command: String,
        /// The name or id of the user.
        #[serde(deserialize_with = "user")]
        user: String,
    },
    /// Uses a command of the context menu of a message.
    UseOnMessage {
        command: String,
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
    },
    /// Clicks a button, named by its label or custom id.
    Click {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        button: String,
    },
    /// Chooses in a select menu, named by its placeholder or custom id. Values are labels, or names or ids of users, roles and channels.
    Select {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
        menu: String,
        values: Vec<String>,
    },
    /// Submits a modal that the bot opened for this user. Fields are named by label or custom id.
    Submit {
        #[serde(deserialize_with = "modal")]
        #[schema(value_type = String)]
        modal: InteractionId,
        fields: BTreeMap<String, FieldInput>,
    },
    /// Adds a new member to the first guild.
    Join { name: String },
    /// Leaves the first guild. Default: the acting user.
    Leave {
        /// The name or id of the user.
        #[serde(default, deserialize_with = "maybe_user")]
        user: Option<String>,
    },
    /// Joins a voice channel, or leaves voice.
    Voice {
        /// The name or id of the channel, or `Guild/channel`.
        #[serde(default, deserialize_with = "maybe_channel")]
        channel: Option<String>,
    },
    /// Looks at a message again, with edits and reactions.
    Look {
        #[serde(deserialize_with = "message")]
        #[schema(value_type = String)]
        message: MessageId,
    },
    /// Waits for the bot's next message that the user has not been shown yet, here or in a direct message.
    Wait {
        /// Skips messages without this text.
        contains: Option<String>,
    },
}

/// A file, in base64 (RFC 4648, section 4).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Upload {
    pub(super) name: String,
    pub(super) base64: String,
}

/// An option of a slash command with its value.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionInput {
    pub(super) name: String,
    pub(super) value: InputValue,
}

/// The value of an option. Text is parsed as the registered type of the option: `5`, `@bob`, `#general`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum InputValue {
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    File(Upload),
}

/// The value of a field of a modal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum FieldInput {
    Ticked(bool),
    Text(String),
    Chosen(Vec<String>),
    Files(Vec<Upload>),
}

// The path of an error ends at `action`, because serde buffers tagged enums; so these errors name their field.

fn message<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MessageId, D::Error> {
    required(id(deserializer, "message")?, "message").map(MessageId::new)
}

fn replies_to<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<MessageId>, D::Error> {
    Ok(id(deserializer, "replies_to")?.map(MessageId::new))
}

fn modal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<InteractionId, D::Error> {
    required(id(deserializer, "modal")?, "modal").map(InteractionId::new)
}

fn user<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    required(name(deserializer, "user")?, "user")
}

fn maybe_user<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    name(deserializer, "user")
}

fn maybe_channel<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    name(deserializer, "channel")
}

fn required<T, E: Error>(value: Option<T>, field: &str) -> Result<T, E> {
    value.ok_or_else(|| E::custom(format!("`{field}` must not be null")))
}

/// Reads an id: a text, or an integer; `None` for null.
fn id<'de, D: Deserializer<'de>>(deserializer: D, field: &str) -> Result<Option<u64>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    if value.is_null() {
        return Ok(None);
    }
    let id = value.as_str().map_or_else(|| value.as_u64(), |text| text.trim().parse().ok());
    let id = id.filter(|id| *id != 0);
    id.map(Some).ok_or_else(|| D::Error::custom(format!("`{field}` must be an id, not {value}")))
}

/// Reads the name or id of an object; `None` for null.
fn name<'de, D: Deserializer<'de>>(deserializer: D, field: &str) -> Result<Option<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(id) if id.is_u64() => Ok(Some(id.to_string())),
        other => Err(D::Error::custom(format!("`{field}` must be a name or an id, not {other}"))),
    }
}
