//! `/interactions/{id}/{token}/callback`: the first response.

use serde_json::{Value, json};
use serenity::model::id::MessageId;

use crate::json::put;
use crate::{
    discord::{
        api_error::{ApiError, Code},
        body::Call,
        choice_rules, component_rules,
        interaction::{InteractionRecord, Response, Trigger},
        mentions::AllowedMentions,
        rest::{
            access, draft,
            fields::Fields,
            reply::{Outcome, Reply},
        },
        world::{EPHEMERAL, LOADING, MessageRecord, World},
    },
    transcript::LineKind,
};

/// The message types of answers to a slash command and to a context menu command.
const CHAT_INPUT_COMMAND: u8 = 20;
const CONTEXT_MENU_COMMAND: u8 = 23;

pub(super) fn callback(world: &mut World, call: &Call, id: &str, token: &str) -> Outcome {
    if call.method != "POST" {
        return Err(Code::NotFound.into());
    }
    let mut interaction = world.unanswered(access::id_of("interaction_id", id)?, token)?;
    Fields::of(call).required("type").check()?;
    let kind = call.field("type").and_then(Value::as_u64).unwrap_or(0);
    if !allowed_types(interaction.trigger).contains(&kind) {
        let message = "This type of response is not allowed for this interaction.";
        return Err(ApiError::field("type", "INTERACTION_CALLBACK_TYPE_INVALID", message));
    }
    let data = call.field("data").cloned().unwrap_or(Value::Null);
    let response =
        respond(world, call, kind, &data, &mut interaction).map_err(|error| error.under("data"))?;
    interaction.response = Some(response);
    let body = callback_response(world, &interaction, kind);
    world.interactions.insert(interaction.id, interaction);
    if call.truthy("with_response") { Ok(Reply::ok(body)) } else { Ok(Reply::no_content()) }
}

/// Returns the callback types that are allowed for an interaction.
fn allowed_types(trigger: Trigger) -> &'static [u64] {
    match trigger {
        Trigger::Command | Trigger::ContextMenu => &[4, 5, 9],
        Trigger::Autocomplete(_) => &[8],
        Trigger::Component(_) => &[4, 5, 6, 7, 9],
        Trigger::Modal { on: Some(_), .. } => &[4, 5, 6, 7],
        // Discord's documents list 6 for components only, but it also closes a modal that a command opened: poise relies on it.
        Trigger::Modal { on: None, .. } => &[4, 5, 6],
    }
}

fn respond(
    world: &mut World,
    call: &Call,
    kind: u64,
    data: &Value,
    interaction: &mut InteractionRecord,
) -> Result<Response, ApiError> {
    match (kind, interaction.trigger) {
        (4, _) => answer(world, call, data, interaction),
        (8, Trigger::Autocomplete(option)) => choice_rules::check(data, option).map(Response::Suggestions),
        (6, Trigger::Modal { on: None, .. }) => Ok(Response::DeferredUpdate { changes: 0 }),
        (6 | 7, trigger) => {
            let id = trigger.message().ok_or(Code::UnknownMessage)?;
            interaction.original = Some(id);
            if kind == 7 {
                update(world, call, data, id)?;
                return Ok(Response::Update);
            }
            let changes = world.messages.get(&id).ok_or(Code::UnknownMessage)?.changes;
            Ok(Response::DeferredUpdate { changes })
        }
        (9, _) => {
            component_rules::check_modal(data)?;
            let title = component_rules::text(data, "title");
            world.note(
                LineKind::Notice,
                world.bot,
                Some(interaction.channel),
                format!("opened the modal {title}"),
            );
            Ok(Response::Modal(data.clone()))
        }
        _ => Ok(defer(world, data, interaction)),
    }
}

/// Returns the body of the response to a callback with `with_response`.
fn callback_response(world: &World, interaction: &InteractionRecord, kind: u64) -> Value {
    let message = interaction.original.and_then(|id| world.messages.get(&id));
    let mut about = json!({
        "id": interaction.id,
        "type": interaction.trigger.kind(),
        "channel_id": interaction.channel,
        "response_message_loading": message.is_some_and(MessageRecord::is_loading),
        "response_message_ephemeral": message.is_some_and(|message| message.flags & EPHEMERAL != 0),
    });
    if let Some(guild) = interaction.guild {
        put(&mut about, "guild_id", json!(guild));
    }
    if let Some(original) = interaction.original {
        put(&mut about, "response_message_id", json!(original));
    }
    let mut response = json!({"interaction": about});
    // Only a message is a resource; a deferral, a modal and suggestions create none.
    if let Some(message) = message.filter(|_| matches!(kind, 4 | 7)) {
        let resource = json!({"type": kind, "message": world.message_json(message)});
        put(&mut response, "resource", resource);
    }
    response
}

/// Creates an empty message that belongs to an interaction.
pub(super) fn blank_message(world: &mut World, interaction: &InteractionRecord, flags: u64) -> MessageRecord {
    let id = MessageId::new(world.snowflake());
    let mut message = MessageRecord::new(id, interaction.channel, interaction.guild, world.bot);
    message.interaction = Some((interaction.id, interaction.user));
    message.flags = flags;
    message.only_for = (flags & EPHEMERAL != 0).then_some(interaction.user);
    message
}

/// Returns the ephemeral flag of a response, which cannot be changed later.
pub(super) fn ephemeral_flag(data: &Value) -> u64 {
    data.get("flags").and_then(Value::as_u64).unwrap_or(0) & EPHEMERAL
}

fn answer(
    world: &mut World,
    call: &Call,
    data: &Value,
    interaction: &mut InteractionRecord,
) -> Result<Response, ApiError> {
    let mut message = blank_message(world, interaction, ephemeral_flag(data));
    message.kind = message_type(interaction.trigger);
    draft::overlay(world, call, data, &mut message)?;
    let allowed = allowed(data)?;
    interaction.original = Some(world.post(message, &allowed));
    Ok(Response::Message)
}

fn defer(world: &mut World, data: &Value, interaction: &mut InteractionRecord) -> Response {
    let mut message = blank_message(world, interaction, ephemeral_flag(data) | LOADING);
    message.kind = message_type(interaction.trigger);
    interaction.original = Some(world.post(message, &AllowedMentions::users_only()));
    Response::DeferredMessage
}

fn message_type(trigger: Trigger) -> u8 {
    match trigger {
        Trigger::Command => CHAT_INPUT_COMMAND,
        Trigger::ContextMenu => CONTEXT_MENU_COMMAND,
        Trigger::Autocomplete(_) | Trigger::Component(_) | Trigger::Modal { .. } => 0,
    }
}

fn update(world: &mut World, call: &Call, data: &Value, id: MessageId) -> Result<(), ApiError> {
    let mut message = world.messages.get(&id).ok_or(Code::UnknownMessage)?.clone();
    draft::overlay(world, call, data, &mut message)?;
    world.replace(message, &allowed(data)?, false);
    Ok(())
}

/// Parses the allowed mentions of a response; by default only users are pinged.
pub(super) fn allowed(data: &Value) -> Result<AllowedMentions, ApiError> {
    let field = data.get("allowed_mentions").filter(|field| !field.is_null());
    AllowedMentions::parse(field, AllowedMentions::users_only())
}
