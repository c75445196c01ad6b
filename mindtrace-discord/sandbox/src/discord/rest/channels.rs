//! `/channels/{id}…`

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    channel::ChannelType,
    id::{ChannelId, GuildId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    automod::AuditAction,
    body::Call,
    dispatch::Scope,
    rest::{
        access,
        channel_fields::{ARCHIVE_AFTER, STORED, apply, checked},
        fields::{self, Fields},
        messages, pins, polls,
        reply::{Outcome, Reply},
        roles::bits,
        threads,
    },
    world::{ChannelRecord, World},
};
use crate::json::put;

/// The types of channels that can be created in a guild: text, voice, category, announcements, stage, forum and media.
const CREATABLE: [u64; 7] = [0, 2, 4, 5, 13, 15, 16];
/// The most channels of a guild.
const MAX_CHANNELS: usize = 500;

pub(super) fn route(world: &mut World, call: &Call, id: &str, rest: &[&str]) -> Outcome {
    let channel = access::channel(world, access::id_of("channel_id", id)?)?;
    match (call.method.as_str(), rest) {
        ("GET", []) => Ok(Reply::ok(world.channel_json(channel.id).unwrap_or_default())),
        ("PATCH", []) => edit(world, call, &channel),
        ("DELETE", []) => delete(world, &channel),
        ("POST", ["typing"]) => type_in(world, &channel),
        ("PUT", ["permissions", target]) => {
            overwrite(world, call, &channel, access::id_of("overwrite_id", target)?)
        }
        ("DELETE", ["permissions", target]) => {
            remove_overwrite(world, &channel, access::id_of("overwrite_id", target)?)
        }
        ("POST", ["threads"]) => threads::start_thread(world, call, &channel, None),
        ("POST", ["messages", id, "threads"]) => {
            let message = access::message(world, &channel, access::id_of("message_id", id)?)?.id;
            threads::start_thread(world, call, &channel, Some(message))
        }
        (_, ["thread-members", rest @ ..]) => threads::members(world, call, &channel, rest),
        (_, ["messages", "pins", rest @ ..]) => pins::paged(world, call, &channel, rest),
        (_, ["messages", rest @ ..]) => messages::route(world, call, &channel, rest),
        (_, ["polls", rest @ ..]) => polls::route(world, call, &channel, rest),
        (_, ["pins", rest @ ..]) => pins::all(world, call, &channel, rest),
        _ => Err(Code::NotFound.into()),
    }
}

/// Handles `POST /guilds/{id}/channels`; the caller has checked the guild.
pub(super) fn create(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    checked(call).required("name").one_of("type", &CREATABLE).check()?;
    check_parent(world, call, guild)?;
    let name = call.text("name").unwrap_or_default();
    if world.channels.values().filter(|channel| channel.guild == Some(guild)).count() >= MAX_CHANNELS {
        return Err(Code::TooManyChannels.into());
    }
    let kind =
        call.field("type").and_then(Value::as_u64).and_then(|kind| u8::try_from(kind).ok()).unwrap_or(0);
    let id = world.add_channel(guild, name, ChannelType::from(kind));
    apply(world, call, id);
    let json = world.announce_channel("CHANNEL_CREATE", id).unwrap_or_default();
    fields::note_ignored(world, call, &STORED);
    Ok(Reply::created(json))
}

fn edit(world: &mut World, call: &Call, channel: &ChannelRecord) -> Outcome {
    let guild = channel.guild.ok_or(Code::NotInDm)?;
    let needed = if channel.is_thread() { Permissions::MANAGE_THREADS } else { Permissions::MANAGE_CHANNELS };
    access::need(world, channel, needed)?;
    checked(call).one_of("auto_archive_duration", &ARCHIVE_AFTER).check()?;
    check_parent(world, call, guild)?;
    if channel.archived && call.field("archived").and_then(Value::as_bool) != Some(false) {
        return Err(Code::ThreadArchived.into());
    }
    let before = audited(channel);
    apply(world, call, channel.id);
    let after = world.channels.get(&channel.id).map(audited).unwrap_or_default();
    let (event, action) = if channel.is_thread() {
        ("THREAD_UPDATE", AuditAction::ThreadUpdate)
    } else {
        ("CHANNEL_UPDATE", AuditAction::ChannelUpdate)
    };
    let json = world.announce_channel(event, channel.id).unwrap_or_default();
    let reason = call.reason.as_deref();
    world.audit_changes(guild, action, channel.id.get(), reason, (&before, &after));
    fields::note_ignored(world, call, &STORED);
    Ok(Reply::ok(json))
}

/// Returns a channel as the audit log compares it.
fn audited(channel: &ChannelRecord) -> Value {
    let mut json = channel.to_json(None);
    if channel.is_thread() {
        put(&mut json, "archived", json!(channel.archived));
        put(&mut json, "locked", json!(channel.locked));
    }
    json
}

/// Requires that the category of a request is one of the guild.
fn check_parent(world: &World, call: &Call, guild: GuildId) -> Result<(), ApiError> {
    let Some(parent) = call.field("parent_id") else { return Ok(()) };
    let parent = access::id_in::<ChannelId>(parent).map_err(|error| error.under("parent_id"))?;
    let is_category =
        |channel: &ChannelRecord| channel.guild == Some(guild) && channel.kind == ChannelType::Category;
    if world.channels.get(&parent).is_some_and(is_category) {
        return Ok(());
    }
    Err(ApiError::field("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist"))
}

fn delete(world: &mut World, channel: &ChannelRecord) -> Outcome {
    let json = world.channel_json(channel.id).unwrap_or_default();
    if channel.guild.is_none() {
        // Closing a DM only hides it; a new message brings it back.
        return Ok(Reply::ok(json));
    }
    let needed = if channel.is_thread() { Permissions::MANAGE_THREADS } else { Permissions::MANAGE_CHANNELS };
    access::need(world, channel, needed)?;
    world.delete_channel(channel.id);
    Ok(Reply::ok(json))
}

fn type_in(world: &mut World, channel: &ChannelRecord) -> Outcome {
    access::need(world, channel, Permissions::SEND_MESSAGES)?;
    let mut event = json!({
        "channel_id": channel.id, "user_id": world.bot, "timestamp": world.now().unix_timestamp(),
    });
    if let Some(guild) = channel.guild {
        put(&mut event, "guild_id", json!(guild));
        put(&mut event, "member", json!(world.member_json(guild, world.bot)));
    }
    world.emit("TYPING_START", Scope::channel(channel.guild, channel.id), &event);
    Ok(Reply::no_content())
}

fn overwrite(world: &mut World, call: &Call, channel: &ChannelRecord, target: u64) -> Outcome {
    access::need(world, channel, Permissions::MANAGE_ROLES)?;
    Fields::of(call).required("type").one_of("type", &[0, 1]).check()?;
    let for_member = call.field("type").and_then(Value::as_u64) == Some(1);
    world.set_overwrite(channel.id, target, for_member, bits(call.field("allow")), bits(call.field("deny")));
    Ok(Reply::no_content())
}

fn remove_overwrite(world: &mut World, channel: &ChannelRecord, target: u64) -> Outcome {
    access::need(world, channel, Permissions::MANAGE_ROLES)?;
    if let Some(channel) = world.channels.get_mut(&channel.id) {
        channel.overwrites.retain(|overwrite| overwrite.id != target);
    }
    world.announce_channel("CHANNEL_UPDATE", channel.id);
    Ok(Reply::no_content())
}

/// Moves channels: `PATCH /guilds/{id}/channels`.
pub(super) fn move_channels(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    access::need_in_guild(world, guild, Permissions::MANAGE_CHANNELS)?;
    let mut moves = Vec::new();
    for (index, entry) in call.body.as_array().into_iter().flatten().enumerate() {
        let at = |error: ApiError, key: &str| error.under(&format!("{index}.{key}"));
        let id = access::id_in::<ChannelId>(entry.get("id").unwrap_or(&Value::Null))
            .map_err(|error| at(error, "id"))?;
        let is_here = |channel: &ChannelRecord| channel.guild == Some(guild) && !channel.is_thread();
        if !world.channels.get(&id).is_some_and(is_here) {
            return Err(Code::UnknownChannel.into());
        }
        let parent = match entry.get("parent_id") {
            Some(Value::Null) => Some(None),
            Some(parent) => {
                let parent = access::id_in::<ChannelId>(parent).map_err(|error| at(error, "parent_id"))?;
                let is_category = |channel: &ChannelRecord| channel.kind == ChannelType::Category;
                if !world.channels.get(&parent).is_some_and(is_category) {
                    let path = format!("{index}.parent_id");
                    return Err(ApiError::field(&path, "CHANNEL_PARENT_INVALID", "Category does not exist"));
                }
                Some(Some(parent))
            }
            None => None,
        };
        let position = entry.get("position").and_then(Value::as_u64).and_then(|at| u16::try_from(at).ok());
        moves.push((id, position, parent));
    }
    for (id, position, parent) in moves {
        let Some(channel) = world.channels.get_mut(&id) else { continue };
        let before = (channel.position, channel.parent);
        channel.position = position.unwrap_or(channel.position);
        channel.parent = parent.unwrap_or(channel.parent);
        if (channel.position, channel.parent) != before {
            world.announce_channel("CHANNEL_UPDATE", id);
        }
    }
    Ok(Reply::no_content())
}
