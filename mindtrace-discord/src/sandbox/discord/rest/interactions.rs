//! `/interactions/{id}/{token}/callback`: the first response.

use serde_json::{Value, json};
use serenity::model::id::MessageId;

use crate::sandbox::discord::{
    api_error::{ApiError, Code},
    body::Call,
    interaction::{InteractionRecord, Trigger},
    mentions::AllowedMentions,
    rest::{Outcome, Reply, access, draft},
    world::{EPHEMERAL, LOADING, MessageRecord, World},
};

/// The message type of an answer to a slash command.
const CHAT_INPUT_COMMAND: u8 = 20;

pub(super) fn callback(world: &mut World, call: &Call, id: &str, token: &str) -> Outcome {
    if call.method != "POST" {
        return Err(Code::NotFound.into());
    }
    let mut interaction = world.unanswered(access::id(id)?, token)?;
    let data = call.field("data").cloned().unwrap_or(Value::Null);
    match (call.field("type").and_then(Value::as_u64), interaction.trigger) {
        (Some(4), _) => answer(world, call, &data, &mut interaction)?,
        (Some(5), _) => defer(world, &data, &mut interaction),
        (Some(6), Trigger::Component(message)) => {
            interaction.deferred = true;
            interaction.original = Some(message);
        }
        (Some(7), Trigger::Component(message)) => {
            update(world, call, &data, message)?;
            interaction.original = Some(message);
        }
        (Some(9), _) => interaction.modal = true,
        _ => {
            let message = "This type of response is not allowed for this interaction.";
            return Err(ApiError::field("type", "INTERACTION_CALLBACK_TYPE_INVALID", message));
        }
    }
    interaction.acknowledged = true;
    let body = json!({
        "interaction": {"id": interaction.id, "type": 2, "response_message_id": interaction.original},
    });
    world.interactions.insert(interaction.id, interaction);
    if call.truthy("with_response") { Ok(Reply::ok(body)) } else { Ok(Reply::no_content()) }
}

/// A message that belongs to an interaction, not yet filled.
pub(super) fn blank_message(world: &mut World, interaction: &InteractionRecord, flags: u64) -> MessageRecord {
    let id = MessageId::new(world.snowflake());
    let mut message = MessageRecord::new(id, interaction.channel, interaction.guild, world.bot);
    message.interaction = Some((interaction.id, interaction.user));
    message.flags = flags;
    message.only_for = (flags & EPHEMERAL != 0).then_some(interaction.user);
    message
}

/// The flag a response asks for, which decides for good who sees it.
pub(super) fn ephemeral_flag(data: &Value) -> u64 {
    data.get("flags").and_then(Value::as_u64).unwrap_or(0) & EPHEMERAL
}

fn answer(
    world: &mut World,
    call: &Call,
    data: &Value,
    interaction: &mut InteractionRecord,
) -> Result<(), ApiError> {
    let mut message = blank_message(world, interaction, ephemeral_flag(data));
    message.kind = CHAT_INPUT_COMMAND;
    draft::overlay(world, call, data, &mut message)?;
    let allowed = allowed(data)?;
    interaction.original = Some(world.post(message, &allowed));
    Ok(())
}

fn defer(world: &mut World, data: &Value, interaction: &mut InteractionRecord) {
    let mut message = blank_message(world, interaction, ephemeral_flag(data) | LOADING);
    message.kind = CHAT_INPUT_COMMAND;
    interaction.deferred = true;
    interaction.original = Some(world.post(message, &AllowedMentions::users_only()));
}

fn update(world: &mut World, call: &Call, data: &Value, id: MessageId) -> Result<(), ApiError> {
    let mut message = world.messages.get(&id).ok_or(Code::UnknownMessage)?.clone();
    draft::overlay(world, call, data, &mut message)?;
    world.replace(message, &allowed(data)?, false);
    Ok(())
}

/// Responses ping users only, unless they say otherwise.
pub(super) fn allowed(data: &Value) -> Result<AllowedMentions, ApiError> {
    let field = data.get("allowed_mentions").filter(|field| !field.is_null());
    AllowedMentions::parse(field, AllowedMentions::users_only())
}
