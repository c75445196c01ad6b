//! The actions of a user, as JSON.

use std::collections::BTreeMap;

use serde::Deserialize;
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};
use utoipa::ToSchema;

/// What the user does.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Action {
    /// Posts a message.
    Send {
        text: String,
        #[schema(value_type = Option<String>)]
        replies_to: Option<MessageId>,
        #[serde(default)]
        files: Vec<Upload>,
    },
    /// Edits a message of the user.
    Edit {
        #[schema(value_type = String)]
        message: MessageId,
        text: String,
    },
    /// Deletes a message.
    Delete {
        #[schema(value_type = String)]
        message: MessageId,
    },
    /// Adds a reaction: an emoji, or the name of a custom one.
    React {
        #[schema(value_type = String)]
        message: MessageId,
        emoji: String,
    },
    /// Removes a reaction.
    Unreact {
        #[schema(value_type = String)]
        message: MessageId,
        emoji: String,
    },
    /// Votes in a poll.
    Vote {
        #[schema(value_type = String)]
        message: MessageId,
        answer: String,
    },
    /// Takes a vote back.
    Unvote {
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
        #[schema(value_type = String)]
        user: UserId,
    },
    /// Uses a command of the context menu of a message.
    UseOnMessage {
        command: String,
        #[schema(value_type = String)]
        message: MessageId,
    },
    /// Clicks a button, named by its label or custom id.
    Click {
        #[schema(value_type = String)]
        message: MessageId,
        button: String,
    },
    /// Chooses in a select menu, named by its placeholder or custom id. Values are labels, or names or ids of users, roles and channels.
    Select {
        #[schema(value_type = String)]
        message: MessageId,
        menu: String,
        values: Vec<String>,
    },
    /// Submits a modal that the bot opened for this user. Fields are named by label or custom id.
    Submit {
        #[schema(value_type = String)]
        modal: InteractionId,
        fields: BTreeMap<String, FieldInput>,
    },
    /// Adds a new member to the first guild.
    Join { name: String },
    /// Leaves the first guild. Default: the acting user.
    Leave {
        #[schema(value_type = Option<String>)]
        user: Option<UserId>,
    },
    /// Joins a voice channel, or leaves voice.
    Voice {
        #[schema(value_type = Option<String>)]
        channel: Option<ChannelId>,
    },
    /// Looks at a message again, with edits and reactions.
    Look {
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
