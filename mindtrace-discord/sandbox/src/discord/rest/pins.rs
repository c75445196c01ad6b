//! Pinned messages: `/channels/{id}/messages/pins`, and the older `/channels/{id}/pins`.

use serde_json::{Value, json};
use serenity::model::{Timestamp, id::MessageId};

use crate::discord::{
    api_error::Code,
    body::Call,
    permissions::PIN_MESSAGES,
    rest::{
        access, fields, messages,
        reply::{Outcome, Reply},
    },
    world::{ChannelRecord, World},
};
use crate::timestamp::iso;

/// The most pins of a channel.
const PINS: usize = 250;

/// How many pins a page has, unless the request says otherwise; also the most.
const PAGE: usize = 50;

/// Handles `/channels/{id}/messages/pins…`, whose list has pages.
pub(super) fn paged(world: &mut World, call: &Call, channel: &ChannelRecord, rest: &[&str]) -> Outcome {
    if (call.method.as_str(), rest) != ("GET", &[]) {
        return change(world, call, channel, rest);
    }
    let limit = fields::limit(call, PAGE, 50)?;
    // A client that does not encode the `+` of the offset sends a space.
    let before = call.query("before").and_then(|before| before.replace(' ', "+").parse::<Timestamp>().ok());
    let mut pins = pins(world, channel);
    pins.retain(|(at, _)| before.is_none_or(|before| *at < before));
    let has_more = pins.len() > limit;
    let items = pins.into_iter().take(limit).filter_map(|(at, id)| {
        let message = messages::read(world, world.messages.get(&id)?);
        Some(json!({ "pinned_at": iso(at), "message": message }))
    });
    let items: Vec<Value> = items.collect();
    Ok(Reply::ok(json!({ "items": items, "has_more": has_more })))
}

/// Handles `/channels/{id}/pins…`.
pub(super) fn all(world: &mut World, call: &Call, channel: &ChannelRecord, rest: &[&str]) -> Outcome {
    if (call.method.as_str(), rest) != ("GET", &[]) {
        return change(world, call, channel, rest);
    }
    let pins = pins(world, channel).into_iter().filter_map(|(_, id)| world.messages.get(&id));
    let pins: Vec<Value> = pins.map(|message| messages::read(world, message)).collect();
    Ok(Reply::ok(json!(pins)))
}

/// Returns the pinned messages of a channel, the last pinned first.
fn pins(world: &World, channel: &ChannelRecord) -> Vec<(Timestamp, MessageId)> {
    let here = world.messages.values().filter(|message| message.channel == channel.id);
    let mut pins: Vec<_> = here.filter_map(|message| Some((message.pinned_at?, message.id))).collect();
    pins.sort_by(|a, b| b.cmp(a));
    pins
}

fn change(world: &mut World, call: &Call, channel: &ChannelRecord, rest: &[&str]) -> Outcome {
    let (pinned, id) = match (call.method.as_str(), rest) {
        ("PUT", [id]) => (true, access::id_of("message_id", id)?),
        ("DELETE", [id]) => (false, access::id_of("message_id", id)?),
        _ => return Err(Code::NotFound.into()),
    };
    access::need(world, channel, PIN_MESSAGES)?;
    access::message(world, channel, id)?;
    if pinned && pins(world, channel).len() >= PINS {
        return Err(Code::TooManyPins.into());
    }
    world.pin(id, pinned, world.bot);
    Ok(Reply::no_content())
}
