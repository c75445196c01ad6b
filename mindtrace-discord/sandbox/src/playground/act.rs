//! Actions of a user.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};

use super::{Location, acting_member};
use crate::modal::Outcome;
use crate::slash::Sent;
use crate::{Answer, Channel, Discord, Member, Modal, SandboxError, SlashCall, SlashValue, Suggestion};

/// An action of a user at a location.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    user: UserId,
    location: Location,
    action: Action,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Action {
    Send {
        text: String,
        replies_to: Option<MessageId>,
        #[serde(default)]
        files: Vec<Upload>,
    },
    Edit {
        message: MessageId,
        text: String,
    },
    Delete {
        message: MessageId,
    },
    React {
        message: MessageId,
        emoji: String,
    },
    Unreact {
        message: MessageId,
        emoji: String,
    },
    Vote {
        message: MessageId,
        answer: String,
    },
    Unvote {
        message: MessageId,
        answer: String,
    },
    /// Uses `/tag create`.
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
    /// Uses a command of a context menu.
    UseOnUser {
        command: String,
        user: UserId,
    },
    UseOnMessage {
        command: String,
        message: MessageId,
    },
    Click {
        message: MessageId,
        button: String,
    },
    Select {
        message: MessageId,
        menu: String,
        values: Vec<String>,
    },
    Submit {
        modal: InteractionId,
        fields: BTreeMap<String, FieldInput>,
    },
    Join {
        name: String,
    },
    Leave {
        user: UserId,
    },
    /// Joins a voice channel, or leaves voice.
    Voice {
        channel: Option<ChannelId>,
    },
}

/// A file, in base64 (RFC 4648, section 4).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Upload {
    name: String,
    base64: String,
}

/// An option of a slash command with its value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionInput {
    name: String,
    value: InputValue,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum InputValue {
    Bool(bool),
    Number(Number),
    Text(String),
    File(Upload),
}

/// The value of a field of a modal.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum FieldInput {
    Ticked(bool),
    Text(String),
    Chosen(Vec<String>),
    Files(Vec<Upload>),
}

/// The result of an action; new and changed messages are in the next [`View`](super::View).
#[derive(Debug, Default, Serialize)]
pub struct Done {
    /// The modal that the bot opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    modal: Option<Opened>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<Vec<Suggested>>,
}

#[derive(Debug, Serialize)]
struct Opened {
    id: InteractionId,
    /// The data that the bot sent.
    data: Value,
}

#[derive(Debug, Serialize)]
struct Suggested {
    name: String,
    value: Value,
}

impl Act {
    /// Performs the action, and waits for the first response if it is an interaction.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for an action that Discord's client would not allow; [`SandboxError::Timeout`] if the bot
    /// does not respond in time.
    #[doc(hidden)]
    pub async fn carry_out(self, discord: &Discord) -> Result<Done, SandboxError> {
        let member = acting_member(discord, Some(self.user), Some(self.location))?;
        let message = |id| message(discord, id);
        match self.action {
            Action::Send { text, replies_to, files } => {
                let mut posting = match replies_to {
                    Some(original) => member.replies_to(&message(original)?, &text),
                    None => member.posts(&text),
                };
                for file in files {
                    let (name, bytes) = file.read(discord)?;
                    posting = posting.attach(&name, bytes);
                }
                posting.await?;
            }
            Action::Edit { message: id, text } => {
                member.edits(&message(id)?, &text).await?;
            }
            Action::Delete { message: id } => member.deletes(&message(id)?).await?,
            Action::React { message: id, emoji } => member.reacts(&message(id)?, &emoji).await?,
            Action::Unreact { message: id, emoji } => member.unreacts(&message(id)?, &emoji).await?,
            Action::Vote { message: id, answer } => member.votes(&message(id)?, &answer).await?,
            Action::Unvote { message: id, answer } => member.unvotes(&message(id)?, &answer).await?,
            Action::Slash { command, options } => {
                return first(slash(discord, &member, &command, options)?.begin()).await;
            }
            Action::Suggest { command, options, option } => {
                let suggestions = slash(discord, &member, &command, options)?.suggestions(&option).await?;
                let suggestions =
                    suggestions.into_iter().map(|Suggestion { name, value }| Suggested { name, value });
                return Ok(Done { suggestions: Some(suggestions.collect()), ..Done::default() });
            }
            Action::UseOnUser { command, user } => {
                return first(member.uses(&command).on_user(user).begin()).await;
            }
            Action::UseOnMessage { command, message } => {
                return first(member.uses(&command).on_message(message).begin()).await;
            }
            Action::Click { message: id, button } => {
                return first(member.click(&message(id)?, &button).begin()).await;
            }
            Action::Select { message: id, menu, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                return first(member.select(&message(id)?, &menu, &values).begin()).await;
            }
            Action::Submit { modal, fields } => return submit(discord, &member, modal, fields).await,
            Action::Join { name } => {
                discord.join(name.trim().trim_start_matches('@')).await?;
            }
            Action::Leave { user } => acting_member(discord, Some(user), None)?.leaves().await?,
            Action::Voice { channel: None } => member.leaves_voice().await?,
            Action::Voice { channel: Some(channel) } => {
                member.joins_voice(&find_channel(discord, channel)?).await?;
            }
        }
        Ok(Done::default())
    }
}

impl Upload {
    fn read(self, discord: &Discord) -> Result<(String, Vec<u8>), SandboxError> {
        let bytes = STANDARD.decode(&self.base64);
        let bytes =
            bytes.map_err(|_| discord.refused(format!("the file {} is not valid base64", self.name)))?;
        Ok((self.name, bytes))
    }
}

async fn first(sent: Result<Sent, SandboxError>) -> Result<Done, SandboxError> {
    match sent?.first().await? {
        Outcome::Shown => Ok(Done::default()),
        Outcome::Modal(modal) => {
            let modal = Opened { id: modal.id(), data: modal.data().clone() };
            Ok(Done { modal: Some(modal), ..Done::default() })
        }
    }
}

fn slash(
    discord: &Discord,
    member: &Member,
    command: &str,
    options: Vec<OptionInput>,
) -> Result<SlashCall, SandboxError> {
    let mut call = member.slash(command);
    for OptionInput { name, value } in options {
        let value = match value {
            InputValue::Bool(truth) => SlashValue::Bool(truth),
            InputValue::Number(number) => SlashValue::Number(number),
            InputValue::Text(text) => SlashValue::Text(text),
            InputValue::File(file) => {
                let (name, bytes) = file.read(discord)?;
                SlashValue::File { name, bytes }
            }
        };
        call = call.option(&name, value);
    }
    Ok(call)
}

async fn submit(
    discord: &Discord,
    member: &Member,
    modal: InteractionId,
    fields: BTreeMap<String, FieldInput>,
) -> Result<Done, SandboxError> {
    let reopened = Modal::reopen(member, modal);
    let mut modal = reopened.ok_or_else(|| discord.refused("this modal is not open"))?;
    for (name, input) in fields {
        modal = match input {
            FieldInput::Ticked(ticked) => modal.check(&name, ticked),
            FieldInput::Text(text) => modal.set_text(&name, &text),
            FieldInput::Chosen(values) => modal.select(&name, values),
            FieldInput::Files(files) => files.into_iter().try_fold(modal, |modal, file| {
                let (file_name, bytes) = file.read(discord)?;
                Ok::<_, SandboxError>(modal.attach(&name, &file_name, bytes))
            })?,
        };
    }
    first(modal.begin()).await
}

fn message(discord: &Discord, id: MessageId) -> Result<Answer, SandboxError> {
    let found = discord.look(|world| Answer::of(world, id));
    found.ok_or_else(|| discord.refused("the message was deleted"))
}

fn find_channel(discord: &Discord, id: ChannelId) -> Result<Channel, SandboxError> {
    let found = discord.look(|world| {
        let channel = world.channels.get(&id)?;
        Some(Channel { id, name: channel.name.clone(), guild: channel.guild? })
    });
    found.ok_or_else(|| discord.refused("there is no such channel"))
}
