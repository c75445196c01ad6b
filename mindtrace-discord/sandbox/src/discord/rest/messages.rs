//! `/channels/{id}/messages…`

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    channel::ChannelType,
    id::{MessageId, UserId},
};

use crate::discord::{
    api_error::{ApiError, Code, FieldError},
    body::Call,
    limits,
    mentions::AllowedMentions,
    rest::{
        access, draft,
        fields::{self, Fields},
        reactions,
        reply::{Outcome, Reply},
    },
    world::{ChannelRecord, MessageRecord, World, snowflake_ms},
};

const FOURTEEN_DAYS_MS: u64 = 14 * 24 * 60 * 60 * 1000;

pub(super) fn route(world: &mut World, call: &Call, channel: &ChannelRecord, rest: &[&str]) -> Outcome {
    match (call.method.as_str(), rest) {
        ("GET", []) => list(world, call, channel),
        ("POST", []) => create(world, call, channel),
        ("POST", ["bulk-delete"]) => bulk_delete(world, call, channel),
        ("GET", [id]) => get(world, channel, access::id_of("message_id", id)?),
        ("PATCH", [id]) => edit(world, call, channel, access::id_of("message_id", id)?),
        ("DELETE", [id]) => delete(world, channel, access::id_of("message_id", id)?),
        (_, [id, "reactions", rest @ ..]) => {
            reactions::route(world, call, channel, access::id_of("message_id", id)?, rest)
        }
        _ => Err(Code::NotFound.into()),
    }
}

fn list(world: &World, call: &Call, channel: &ChannelRecord) -> Outcome {
    let limit = fields::limit(call, 50, 100)?;
    // Without permission to read the history, Discord returns an empty list instead of an error.
    if access::need(world, channel, Permissions::READ_MESSAGE_HISTORY).is_err() {
        return Ok(Reply::ok(json!([])));
    }
    let is_readable = |(_, message): &(&MessageId, &MessageRecord)| {
        message.channel == channel.id && message.only_for.is_none()
    };
    // 0 is no id, and no message has the id 1.
    let id = |key: &str| call.number(key).map(|id| MessageId::new(id.max(1)));
    let down_from = |end: Bound<MessageId>| world.messages.range((Unbounded, end)).rev().filter(is_readable);
    let up_from = |start: MessageId| world.messages.range((Excluded(start), Unbounded)).filter(is_readable);
    let page: Vec<_> = if let Some(around) = id("around") {
        let mut page: Vec<_> = up_from(around).take(limit / 2).collect();
        page.reverse();
        let left = limit - page.len();
        page.extend(down_from(Included(around)).take(left));
        page
    } else if let Some(start) = id("after") {
        let mut page: Vec<_> = up_from(start).take(limit).collect();
        page.reverse();
        page
    } else {
        down_from(id("before").map_or(Unbounded, Excluded)).take(limit).collect()
    };
    let page: Vec<Value> = page.into_iter().map(|(_, message)| read(world, message)).collect();
    Ok(Reply::ok(json!(page)))
}

fn get(world: &World, channel: &ChannelRecord, id: MessageId) -> Outcome {
    access::need(world, channel, Permissions::READ_MESSAGE_HISTORY)?;
    Ok(Reply::ok(read(world, access::message(world, channel, id)?)))
}

fn create(world: &mut World, call: &Call, channel: &ChannelRecord) -> Outcome {
    check_nonce(call)?;
    if !channel.holds_messages() {
        return Err(Code::WrongChannelType.into());
    }
    access::need(world, channel, Permissions::SEND_MESSAGES)?;
    if channel.archived && channel.locked {
        access::need(world, channel, Permissions::MANAGE_THREADS).map_err(|_| Code::ThreadArchived)?;
    }
    if let Some(user) = channel.recipient {
        check_dm(world, user)?;
    }
    let mut message = draft::begin(world, call, channel)?;
    let now = world.settings.clock.instant();
    world.nonces.expire(now);
    let duplicate = message
        .nonce
        .as_ref()
        .filter(|_| call.field("enforce_nonce") == Some(&json!(true)))
        .and_then(|nonce| world.messages.get(&world.nonces.find(channel.id, nonce)?));
    if let Some(duplicate) = duplicate {
        return Ok(Reply::ok(world.message_json(duplicate)));
    }
    draft::overlay(world, call, &call.body, &mut message)?;
    if !message.attachments.is_empty() {
        access::need(world, channel, Permissions::ATTACH_FILES)?;
    }
    if message.poll.is_some() {
        access::need(world, channel, Permissions::SEND_POLLS)?;
    }
    if access::need(world, channel, Permissions::EMBED_LINKS).is_err() {
        // Discord drops embeds that the bot may not post; a message of nothing else is then empty.
        message.embeds.clear();
        limits::check(&message)?;
    }
    let allowed = AllowedMentions::parse(call.field("allowed_mentions"), AllowedMentions::all())?;
    let nonce = message.nonce.clone();
    let id = world.post(message, &allowed);
    if let Some(nonce) = nonce {
        world.nonces.add(channel.id, &nonce, id, now);
    }
    reply_with(world, id)
}

/// Checks the nonce: a text of at most 25 characters, or an integer.
fn check_nonce(call: &Call) -> Result<(), ApiError> {
    match call.field("nonce") {
        None | Some(Value::Number(_)) => Ok(()),
        Some(_) => Fields::of(call).text("nonce", 0, 25).check(),
    }
}

fn edit(world: &mut World, call: &Call, channel: &ChannelRecord, id: MessageId) -> Outcome {
    let mut message = access::message(world, channel, id)?.clone();
    if message.author != world.bot {
        return Err(Code::NotYourMessage.into());
    }
    if message.poll.is_some() {
        return Err(Code::EditsPoll.into());
    }
    draft::overlay(world, call, &call.body, &mut message)?;
    let allowed = AllowedMentions::parse(call.field("allowed_mentions"), AllowedMentions::all())?;
    world.replace(message, &allowed, false);
    reply_with(world, id)
}

fn delete(world: &mut World, channel: &ChannelRecord, id: MessageId) -> Outcome {
    let author = access::message(world, channel, id)?.author;
    if author != world.bot {
        if channel.kind == ChannelType::Private {
            return Err(Code::NotInDm.into());
        }
        access::need(world, channel, Permissions::MANAGE_MESSAGES)?;
    }
    world.delete(id, world.bot);
    Ok(Reply::no_content())
}

fn bulk_delete(world: &mut World, call: &Call, channel: &ChannelRecord) -> Outcome {
    if channel.guild.is_none() {
        return Err(Code::NotInDm.into());
    }
    access::need(world, channel, Permissions::MANAGE_MESSAGES)?;
    let listed = call.field("messages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut ids = Vec::new();
    for (index, value) in listed.iter().enumerate() {
        let id = access::id_in::<MessageId>(value).ok();
        let unreadable =
            || FieldError::new(format!("messages.{index}"), "NUMBER_TYPE_COERCE", "Value is not snowflake.");
        ids.push(id.ok_or_else(|| ApiError::invalid(vec![unreadable()]))?);
    }
    if !(2..=100).contains(&ids.len()) {
        return Err(Code::BulkDeleteCount.into());
    }
    let oldest = snowflake_ms(world.snowflake()).saturating_sub(FOURTEEN_DAYS_MS);
    if ids.iter().any(|id| snowflake_ms(id.get()) < oldest) {
        return Err(Code::TooOld.into());
    }
    ids.retain(|id| access::message(world, channel, *id).is_ok());
    world.delete_many(channel.id, &ids, world.bot);
    Ok(Reply::no_content())
}

fn check_dm(world: &World, user: UserId) -> Result<(), ApiError> {
    let shared = world.guilds.values().any(|guild| guild.bot_inside && guild.members.contains_key(&user));
    if !shared {
        return Err(Code::NoMutualGuild.into());
    }
    let closed = world.users.get(&user).is_none_or(|user| user.dms_closed || user.bot);
    if closed { Err(Code::CannotDm.into()) } else { Ok(()) }
}

fn reply_with(world: &World, id: MessageId) -> Outcome {
    let message = world.messages.get(&id).ok_or(Code::UnknownMessage)?;
    Ok(Reply::ok(world.message_json(message)))
}

/// Returns a message as the bot may read it.
pub(super) fn read(world: &World, message: &MessageRecord) -> Value {
    world.as_bot_reads(world.message_json(message), message.guild.is_none())
}
