//! `/channels/{id}/messages/{id}/reactions…`

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{MessageId, UserId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    component_rules::is_unicode_emoji,
    rest::{
        access, fields,
        reply::{Outcome, Reply},
    },
    world::{ChannelRecord, Emoji, World},
};

/// The most emojis that a message can have.
const REACTIONS: usize = 20;

pub(super) fn route(
    world: &mut World,
    call: &Call,
    channel: &ChannelRecord,
    id: MessageId,
    rest: &[&str],
) -> Outcome {
    access::message(world, channel, id)?;
    match (call.method.as_str(), rest) {
        ("PUT", [emoji, "@me"]) => add(world, channel, id, &Emoji::parse(emoji)),
        ("DELETE", [emoji, "@me"]) => {
            world.unreact(id, world.bot, &Emoji::parse(emoji));
            Ok(Reply::no_content())
        }
        ("DELETE", [emoji, user]) => {
            access::need(world, channel, Permissions::MANAGE_MESSAGES)?;
            world.unreact(id, access::id_of::<UserId>("user_id", user)?, &Emoji::parse(emoji));
            Ok(Reply::no_content())
        }
        ("DELETE", []) => clear(world, channel, id, None),
        ("DELETE", [emoji]) => clear(world, channel, id, Some(&Emoji::parse(emoji))),
        ("GET", [emoji]) => Ok(Reply::ok(list(world, call, id, &Emoji::parse(emoji))?)),
        _ => Err(Code::NotFound.into()),
    }
}

fn add(world: &mut World, channel: &ChannelRecord, id: MessageId, emoji: &Emoji) -> Outcome {
    access::need(world, channel, Permissions::READ_MESSAGE_HISTORY)?;
    // Joining an existing reaction needs no permission to add new ones.
    let known = world
        .messages
        .get(&id)
        .is_some_and(|message| message.reactions.iter().any(|(known, _)| known == emoji));
    if !known {
        access::need(world, channel, Permissions::ADD_REACTIONS)?;
        if emoji.id.is_none() && !is_unicode_emoji(&emoji.name) {
            return Err(Code::UnknownEmoji.into());
        }
        if world.messages.get(&id).is_some_and(|message| message.reactions.len() >= REACTIONS) {
            return Err(Code::TooManyReactions.into());
        }
    }
    world.react(id, world.bot, emoji);
    Ok(Reply::no_content())
}

/// Removes one emoji, or all of them.
fn clear(world: &mut World, channel: &ChannelRecord, id: MessageId, only: Option<&Emoji>) -> Outcome {
    access::need(world, channel, Permissions::MANAGE_MESSAGES)?;
    world.clear_reactions(id, only);
    Ok(Reply::no_content())
}

fn list(world: &World, call: &Call, id: MessageId, emoji: &Emoji) -> Result<Value, ApiError> {
    let limit = fields::limit(call, 25, 100)?;
    let after = call.number("after").unwrap_or(0);
    let reactions = world.messages.get(&id).map(|message| message.reactions.as_slice()).unwrap_or_default();
    let users: Vec<Value> = reactions
        .iter()
        .filter(|(known, _)| known == emoji)
        .flat_map(|(_, users)| users)
        .filter(|user| user.get() > after)
        .take(limit)
        .map(|user| world.user_json(*user))
        .collect();
    Ok(json!(users))
}
