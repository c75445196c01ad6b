//! `/webhooks/{application}/{token}…`: the original response and follow-ups of an interaction.

use serenity::model::id::MessageId;

use crate::discord::{
    api_error::Code,
    body::Call,
    interaction::InteractionRecord,
    rest::{
        draft, interactions,
        reply::{Outcome, Reply},
    },
    world::{LOADING, MessageRecord, World},
};

pub(super) fn route(
    world: &mut World,
    call: &Call,
    application: &str,
    token: &str,
    rest: &[&str],
) -> Outcome {
    if application != world.application().to_string() {
        return Err(Code::UnknownWebhook.into());
    }
    let interaction = world.answered(token)?;
    match (call.method.as_str(), rest) {
        ("POST", []) => follow_up(world, call, &interaction),
        ("GET", ["messages", id]) => {
            let id = find(world, &interaction, id)?;
            reply_with(world, id)
        }
        ("PATCH", ["messages", id]) => {
            let id = find(world, &interaction, id)?;
            edit(world, call, id)
        }
        ("DELETE", ["messages", id]) => {
            let id = find(world, &interaction, id)?;
            world.delete(id, world.bot);
            Ok(Reply::no_content())
        }
        _ => Err(Code::NotFound.into()),
    }
}

/// The largest number of follow-ups of an application that is installed for a user instead of the guild.
const MAX_FOLLOW_UPS: u32 = 5;

/// Posts a follow-up; the first one after a deferral replaces the placeholder.
fn follow_up(world: &mut World, call: &Call, interaction: &InteractionRecord) -> Outcome {
    let placeholder =
        interaction.original.filter(|id| world.messages.get(id).is_some_and(MessageRecord::is_loading));
    if let Some(placeholder) = placeholder {
        return edit(world, call, placeholder);
    }
    if let Some(record) = world.interactions.get_mut(&interaction.id).filter(|record| record.user_install) {
        if record.follow_ups == MAX_FOLLOW_UPS {
            return Err(Code::TooManyFollowUps.into());
        }
        record.follow_ups += 1;
    }
    let flags = interactions::ephemeral_flag(&call.body);
    let mut message = interactions::blank_message(world, interaction, flags);
    message.replies_to = interaction.original;
    draft::overlay(world, call, &call.body, &mut message)?;
    let mut allowed = interactions::allowed(&call.body)?;
    allowed.without_reply_ping();
    let id = world.post(message, &allowed);
    reply_with(world, id)
}

fn edit(world: &mut World, call: &Call, id: MessageId) -> Outcome {
    let mut message = world.messages.get(&id).ok_or(Code::UnknownMessage)?.clone();
    if message.poll.is_some() {
        return Err(Code::EditsPoll.into());
    }
    let was_loading = message.is_loading();
    message.flags &= !LOADING;
    draft::overlay(world, call, &call.body, &mut message)?;
    world.replace(message, &interactions::allowed(&call.body)?, was_loading);
    reply_with(world, id)
}

/// Finds a message of this interaction, by id or as `@original`.
fn find(world: &World, interaction: &InteractionRecord, id: &str) -> Result<MessageId, Code> {
    let wanted = if id == "@original" { interaction.original } else { id.parse().ok() };
    let id = wanted.ok_or(Code::UnknownMessage)?;
    let message = world.messages.get(&id).ok_or(Code::UnknownMessage)?;
    let belongs =
        interaction.original == Some(id) || message.interaction.is_some_and(|(id, _)| id == interaction.id);
    if belongs { Ok(id) } else { Err(Code::UnknownMessage) }
}

fn reply_with(world: &World, id: MessageId) -> Outcome {
    let message = world.messages.get(&id).ok_or(Code::UnknownMessage)?;
    Ok(Reply::ok(world.message_json(message)))
}
