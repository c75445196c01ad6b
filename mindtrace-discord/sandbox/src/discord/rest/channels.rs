//! `/channels/{id}…`

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    channel::ChannelType,
    id::{ChannelId, GuildId, MessageId, UserId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    dispatch::Scope,
    rest::{
        access,
        fields::Fields,
        messages, pins, polls,
        reply::{Outcome, Reply},
        roles::bits,
    },
    world::{ChannelRecord, HAS_THREAD, Overwrite, World},
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
        ("POST", ["threads"]) => start_thread(world, call, &channel, None),
        ("POST", ["messages", id, "threads"]) => {
            let message = access::message(world, &channel, access::id_of("message_id", id)?)?.id;
            start_thread(world, call, &channel, Some(message))
        }
        ("PUT" | "DELETE", ["thread-members", user]) => {
            let user = if *user == "@me" { world.bot } else { access::id_of("user_id", user)? };
            change_thread(world, &channel, user, call.method == "PUT")
        }
        (_, ["messages", "pins", rest @ ..]) => pins::paged(world, call, &channel, rest),
        (_, ["messages", rest @ ..]) => messages::route(world, call, &channel, rest),
        (_, ["polls", rest @ ..]) => polls::route(world, call, &channel, rest),
        (_, ["pins", rest @ ..]) => pins::all(world, call, &channel, rest),
        _ => Err(Code::NotFound.into()),
    }
}

/// Handles `POST /guilds/{id}/channels`; the caller has checked the guild.
pub(super) fn create(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    let fields = checked(call).required("name").one_of("type", &CREATABLE);
    fields.check()?;
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
    Ok(Reply::created(json))
}

fn edit(world: &mut World, call: &Call, channel: &ChannelRecord) -> Outcome {
    let guild = channel.guild.ok_or(Code::NotInDm)?;
    let needed = if channel.is_thread() { Permissions::MANAGE_THREADS } else { Permissions::MANAGE_CHANNELS };
    access::need(world, channel, needed)?;
    checked(call).check()?;
    check_parent(world, call, guild)?;
    apply(world, call, channel.id);
    let event = if channel.is_thread() { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" };
    Ok(Reply::ok(world.announce_channel(event, channel.id).unwrap_or_default()))
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

fn apply(world: &mut World, call: &Call, id: ChannelId) {
    let Some(channel) = world.channels.get_mut(&id) else { return };
    if let Some(name) = call.text("name") {
        name.clone_into(&mut channel.name);
    }
    if let Some(topic) = call.body.get("topic") {
        channel.topic = topic.as_str().map(str::to_owned);
    }
    if let Some(nsfw) = call.field("nsfw").and_then(Value::as_bool) {
        channel.nsfw = nsfw;
    }
    if let Some(seconds) = call.field("rate_limit_per_user").and_then(Value::as_u64) {
        channel.slow_mode = u16::try_from(seconds).unwrap_or(21_600);
    }
    // A thread has neither; its channel has.
    if channel.is_thread() {
        return;
    }
    if let Some(parent) = call.body.get("parent_id") {
        channel.parent = access::id_in(parent).ok();
    }
    let Some(overwrites) = call.body.get("permission_overwrites") else { return };
    channel.overwrites.clear();
    for overwrite in overwrites.as_array().into_iter().flatten() {
        if let Some(Ok(id)) = overwrite.get("id").map(access::id_in) {
            channel.set_overwrite(Overwrite {
                id,
                for_member: overwrite.get("type").and_then(Value::as_u64) == Some(1),
                allow: bits(overwrite.get("allow")),
                deny: bits(overwrite.get("deny")),
            });
        }
    }
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

/// Starts a thread, from a message if there is one.
fn start_thread(world: &mut World, call: &Call, channel: &ChannelRecord, from: Option<MessageId>) -> Outcome {
    let guild = channel.guild.ok_or(Code::NotInDm)?;
    if !matches!(channel.kind, ChannelType::Text | ChannelType::News) {
        return Err(Code::NotOnThisChannel.into());
    }
    let fields = checked(call).required("name").one_of("auto_archive_duration", &[60, 1440, 4320, 10_080]);
    fields.one_of("type", &[10, 11, 12]).check()?;
    let name = call.text("name").unwrap_or_default();
    let private = from.is_none() && call.field("type").and_then(Value::as_u64) == Some(12);
    let (kind, needed) = if private {
        (ChannelType::PrivateThread, Permissions::CREATE_PRIVATE_THREADS)
    } else {
        (ChannelType::PublicThread, Permissions::CREATE_PUBLIC_THREADS)
    };
    access::need(world, channel, needed)?;
    let id = match from.map(|message| ChannelId::new(message.get())) {
        Some(id) if world.channels.contains_key(&id) => return Err(Code::ThreadExists.into()),
        Some(id) => {
            world.add_channel_as(id, guild, name, kind);
            id
        }
        None => world.add_channel(guild, name, kind),
    };
    if let Some(thread) = world.channels.get_mut(&id) {
        thread.parent = Some(channel.id);
        thread.owner = Some(world.bot);
    }
    let json = world.announce_channel("THREAD_CREATE", id).unwrap_or_default();
    if let Some(mut message) = from.and_then(|id| world.messages.get(&id).cloned()) {
        message.flags |= HAS_THREAD;
        let edited_at = message.edited_at;
        world.refresh(message, edited_at);
    }
    Ok(Reply::created(json))
}

/// Adds a member to a thread, or removes one.
fn change_thread(world: &mut World, thread: &ChannelRecord, user: UserId, joins: bool) -> Outcome {
    let guild = thread.guild.filter(|_| thread.is_thread()).ok_or(Code::NotOnThisChannel)?;
    if user != world.bot {
        let needed = if joins { Permissions::SEND_MESSAGES } else { Permissions::MANAGE_THREADS };
        access::need(world, thread, needed)?;
    }
    if world.member(guild, user).is_none() {
        return Err(Code::UnknownMember.into());
    }
    match (joins, user == world.bot) {
        (true, true) => world.join_thread(thread.id, guild),
        (true, false) => world.thread_members(thread.id, &[user], &[]),
        (false, _) => world.thread_members(thread.id, &[], &[user]),
    }
    Ok(Reply::no_content())
}

/// Checks the fields of a channel or a thread.
fn checked(call: &Call) -> Fields<'_> {
    Fields::of(call).text("name", 1, 100).text("topic", 0, 1024).number("rate_limit_per_user", 0, 21_600)
}
