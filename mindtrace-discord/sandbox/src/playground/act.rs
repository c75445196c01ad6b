//! Carries out the actions of a user.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Number;
use serenity::model::id::{InteractionId, MessageId, UserId};
use tokio::time::timeout;

use super::action::{Action, FieldInput, InputValue, OptionInput, Upload};
use super::done::{Done, Opened, Suggested};
use super::{Location, acting_member, location_called};
use crate::modal::Outcome;
use crate::slash::{Sent, convert};
use crate::{Answer, Channel, Discord, Member, Modal, SandboxError, SlashCall, SlashValue};

/// An action of a user at a location.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    user: UserId,
    location: Location,
    action: Action,
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
        self.action.carry_out(discord, &member, None).await.map(Done::without_messages)
    }
}

impl Action {
    /// Performs the action as a member. With `wait`, it waits at most this long for the bot's answer.
    pub(crate) async fn carry_out(
        self,
        discord: &Discord,
        member: &Member,
        wait: Option<Duration>,
    ) -> Result<Done, SandboxError> {
        let message = |id| message(discord, id);
        match self {
            Self::Send { text, replies_to, files } => {
                return send(discord, member, (text.as_str(), replies_to, files), wait).await;
            }
            Self::Edit { message: id, text } => {
                let edited = member.edits(&message(id)?, &text).await?;
                return Ok(Done { message: Some(edited.into()), ..Done::default() });
            }
            Self::Delete { message: id } => member.deletes(&message(id)?).await?,
            Self::React { message: id, emoji } => member.reacts(&message(id)?, &emoji).await?,
            Self::Unreact { message: id, emoji } => member.unreacts(&message(id)?, &emoji).await?,
            Self::Vote { message: id, answer } => member.votes(&message(id)?, &answer).await?,
            Self::Unvote { message: id, answer } => member.unvotes(&message(id)?, &answer).await?,
            Self::Slash { command, options } => {
                return respond(discord, slash(discord, member, &command, options)?.begin(), wait).await;
            }
            Self::Suggest { command, options, option } => {
                let suggestions = slash(discord, member, &command, options)?.suggestions(&option).await?;
                let suggestions = suggestions.into_iter().map(Suggested::from).collect();
                return Ok(Done { suggestions: Some(suggestions), ..Done::default() });
            }
            Self::UseOnUser { command, user } => {
                let user = find_user(discord, &user)?;
                return respond(discord, member.uses(&command).on_user(user).begin(), wait).await;
            }
            Self::UseOnMessage { command, message } => {
                return respond(discord, member.uses(&command).on_message(message).begin(), wait).await;
            }
            Self::Click { message: id, button } => {
                return respond(discord, member.click(&message(id)?, &button).begin(), wait).await;
            }
            Self::Select { message: id, menu, values } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                return respond(discord, member.select(&message(id)?, &menu, &values).begin(), wait).await;
            }
            Self::Submit { modal, fields } => return submit(discord, member, modal, fields, wait).await,
            Self::Join { name } => {
                discord.join(name.trim().trim_start_matches('@')).await?;
            }
            Self::Leave { user: None } => member.leaves().await?,
            Self::Leave { user: Some(user) } => {
                acting_member(discord, Some(find_user(discord, &user)?), None)?.leaves().await?;
            }
            Self::Voice { channel: None } => member.leaves_voice().await?,
            Self::Voice { channel: Some(channel) } => {
                member.joins_voice(&find_channel(discord, &channel)?).await?;
            }
            Self::Look { message: id } => {
                return Ok(Done { message: Some(message(id)?.into()), ..Done::default() });
            }
            Self::Wait { contains } => return see(discord, member, contains.as_deref(), wait).await,
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

impl InputValue {
    fn read(self, discord: &Discord) -> Result<SlashValue, SandboxError> {
        Ok(match self {
            Self::Bool(truth) => SlashValue::Bool(truth),
            Self::Integer(number) => SlashValue::Number(number.into()),
            // JSON has neither infinities nor NaN.
            Self::Number(number) => Number::from_f64(number)
                .map_or_else(|| SlashValue::Text(number.to_string()), SlashValue::Number),
            Self::Text(text) => SlashValue::Text(text),
            Self::File(file) => {
                let (name, bytes) = file.read(discord)?;
                SlashValue::File { name, bytes }
            }
        })
    }
}

/// Waits for a result, at most this long.
async fn within<T>(
    discord: &Discord,
    wait: Duration,
    waiting_for: &str,
    result: impl Future<Output = Result<T, SandboxError>>,
) -> Result<T, SandboxError> {
    timeout(wait, result).await.unwrap_or_else(|_| Err(discord.timeout(waiting_for)))
}

async fn send(
    discord: &Discord,
    member: &Member,
    (text, replies_to, files): (&str, Option<MessageId>, Vec<Upload>),
    wait: Option<Duration>,
) -> Result<Done, SandboxError> {
    let mut posting = match replies_to {
        Some(original) => member.replies_to(&message(discord, original)?, text),
        None => member.posts(text),
    };
    for file in files {
        let (name, bytes) = file.read(discord)?;
        posting = posting.attach(&name, bytes);
    }
    let posted = posting.await?;
    let answer = match wait {
        Some(wait) => {
            let waiting_for = format!("the bot to answer {}, who posted: {text}", member.name());
            Some(within(discord, wait, &waiting_for, member.answer_to(&posted)).await?)
        }
        None => None,
    };
    Ok(Done { message: Some(posted.into()), answer: answer.map(Into::into), ..Done::default() })
}

/// Waits for the first response of an interaction, or with `wait` for its result.
async fn respond(
    discord: &Discord,
    sent: Result<Sent, SandboxError>,
    wait: Option<Duration>,
) -> Result<Done, SandboxError> {
    let sent = sent?;
    let (answer, modal) = match wait {
        Some(wait) => {
            let waiting_for = format!("the bot to answer {}", sent.source());
            within(discord, wait, &waiting_for, sent.result()).await?
        }
        None => match sent.first().await? {
            Outcome::Shown => (None, None),
            Outcome::Modal(modal) => (None, Some(modal)),
        },
    };
    let modal = modal.as_ref().map(Opened::from);
    Ok(Done { answer: answer.map(Into::into), modal, ..Done::default() })
}

/// Waits for the next message of the bot that contains a text.
async fn see(
    discord: &Discord,
    member: &Member,
    contains: Option<&str>,
    wait: Option<Duration>,
) -> Result<Done, SandboxError> {
    let seen = async {
        loop {
            let seen = member.sees().await?;
            if contains.is_none_or(|text| seen.text().contains(text)) {
                return Ok::<_, SandboxError>(seen);
            }
        }
    };
    let about = contains.map(|text| format!(" that contains `{text}`")).unwrap_or_default();
    let waiting_for = format!("the bot to post a message{about} that {} can see", member.name());
    let answer = within(discord, wait.unwrap_or_default(), &waiting_for, seen).await?;
    Ok(Done { answer: Some(answer.into()), ..Done::default() })
}

fn slash(
    discord: &Discord,
    member: &Member,
    command: &str,
    options: Vec<OptionInput>,
) -> Result<SlashCall, SandboxError> {
    let mut call = member.slash(command);
    for OptionInput { name, value } in options {
        call = call.option(&name, value.read(discord)?);
    }
    Ok(call)
}

async fn submit(
    discord: &Discord,
    member: &Member,
    modal: InteractionId,
    fields: BTreeMap<String, FieldInput>,
    wait: Option<Duration>,
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
    respond(discord, modal.begin(), wait).await
}

fn message(discord: &Discord, id: MessageId) -> Result<Answer, SandboxError> {
    let found = discord.look(|world| Answer::of(world, id));
    found.ok_or_else(|| discord.refused(format!("there is no message {id}; it was deleted or never posted")))
}

fn find_user(discord: &Discord, name: &str) -> Result<UserId, SandboxError> {
    let found = discord.look(|world| convert::user(world, name));
    found.ok_or_else(|| discord.refused(format!("`user`: there is no user `{name}` in the sandbox")))
}

fn find_channel(discord: &Discord, name: &str) -> Result<Channel, SandboxError> {
    let Location::Channel(id) = location_called(discord, name)? else {
        return Err(discord.refused("`channel`: direct messages have no voice channel"));
    };
    let found = discord.look(|world| {
        let channel = world.channels.get(&id)?;
        Some(Channel { id, name: channel.name.clone(), guild: channel.guild? })
    });
    found.ok_or_else(|| discord.refused(format!("`channel`: there is no channel `{name}`")))
}
