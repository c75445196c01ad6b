//! Threads and their members: `/channels/{id}/threads`, `/channels/{id}/thread-members…` and `/guilds/{id}/threads/active`.

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    channel::ChannelType,
    gateway::GatewayIntents,
    id::{ChannelId, GuildId, MessageId, UserId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    channels::thread_member_json,
    rest::{
        access,
        channel_fields::{ARCHIVE_AFTER, STORED, apply, checked},
        fields,
        reply::{Outcome, Reply},
    },
    world::{ChannelRecord, HAS_THREAD, World},
};
use crate::json::put;

/// Handles `/channels/{id}/thread-members…`.
pub(super) fn members(world: &mut World, call: &Call, thread: &ChannelRecord, rest: &[&str]) -> Outcome {
    require_thread(thread)?;
    let id = |user: &str| if user == "@me" { Ok(world.bot) } else { access::id_of("user_id", user) };
    match (call.method.as_str(), rest) {
        ("GET", []) => list_thread(world, call, thread),
        ("GET", [user]) => {
            let user = id(user)?;
            let is_inside = thread.in_thread.contains(&user);
            if is_inside {
                Ok(Reply::ok(thread_member(world, call, thread, user)))
            } else {
                Err(Code::UnknownMember.into())
            }
        }
        ("PUT" | "DELETE", [user]) => {
            let user = id(user)?;
            change_thread(world, thread, user, call.method == "PUT")
        }
        _ => Err(Code::NotFound.into()),
    }
}

/// Starts a thread, from a message if there is one.
pub(super) fn start_thread(
    world: &mut World,
    call: &Call,
    channel: &ChannelRecord,
    from: Option<MessageId>,
) -> Outcome {
    let guild = channel.guild.ok_or(Code::NotInDm)?;
    if !matches!(channel.kind, ChannelType::Text | ChannelType::News) {
        return Err(Code::NotOnThisChannel.into());
    }
    let checks = checked(call).required("name").one_of("auto_archive_duration", &ARCHIVE_AFTER);
    checks.one_of("type", &[10, 11, 12]).check()?;
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
    apply(world, call, id);
    if let Some(thread) = world.channels.get_mut(&id) {
        thread.parent = Some(channel.id);
        thread.owner = Some(world.bot);
        if call.field("auto_archive_duration").is_none() {
            thread.auto_archive = channel.default_auto_archive.unwrap_or(thread.auto_archive);
        }
    }
    fields::note_ignored(world, call, &STORED);
    let json = world.announce_channel("THREAD_CREATE", id).unwrap_or_default();
    if let Some(mut message) = from.and_then(|id| world.messages.get(&id).cloned()) {
        message.flags |= HAS_THREAD;
        let edited_at = message.edited_at;
        world.refresh(message, edited_at);
    }
    Ok(Reply::created(json))
}

/// Lists the members of a thread, for which Discord requires the intent for members.
fn list_thread(world: &World, call: &Call, thread: &ChannelRecord) -> Outcome {
    require_thread(thread)?;
    if world.settings.unapproved.contains(GatewayIntents::GUILD_MEMBERS) {
        return Err(Code::MissingAccess.into());
    }
    let limit = fields::limit(call, 100, 100)?;
    let after = call.number("after").unwrap_or(0);
    let mut users: Vec<UserId> = thread.in_thread.iter().copied().filter(|user| user.get() > after).collect();
    users.sort_unstable();
    let members = users.into_iter().map(|user| thread_member(world, call, thread, user));
    // Only with members are there pages.
    let limit = if call.truthy("with_member") { limit } else { usize::MAX };
    let members: Vec<Value> = members.take(limit).collect();
    Ok(Reply::ok(json!(members)))
}

/// Returns a member of a thread, with the member of the guild if the query asks for it.
fn thread_member(world: &World, call: &Call, thread: &ChannelRecord, user: UserId) -> Value {
    let mut json = thread_member_json(thread.id, user, world.now());
    if call.truthy("with_member")
        && let Some(member) = thread.guild.and_then(|guild| world.member_json(guild, user))
    {
        put(&mut json, "member", member);
    }
    json
}

/// Returns the threads of a guild that are not archived and that the bot sees, with the memberships of the bot.
pub(super) fn active_threads(world: &World, guild: GuildId) -> Reply {
    let is_shown = |channel: &&ChannelRecord| {
        channel.guild == Some(guild)
            && channel.is_thread()
            && !channel.archived
            && world.bot_permissions_in(channel.id).view_channel()
    };
    let threads: Vec<&ChannelRecord> = world.channels.values().filter(is_shown).collect();
    let joined = threads.iter().filter(|thread| thread.in_thread.contains(&world.bot));
    let members: Vec<Value> =
        joined.map(|thread| thread_member_json(thread.id, world.bot, world.now())).collect();
    let threads: Vec<Value> = threads.iter().map(|thread| thread.to_json(None)).collect();
    Reply::ok(json!({"threads": threads, "members": members, "has_more": false}))
}

/// Adds a member to a thread, or removes one.
fn change_thread(world: &mut World, thread: &ChannelRecord, user: UserId, joins: bool) -> Outcome {
    let guild = require_thread(thread)?;
    if thread.archived {
        return Err(Code::ThreadArchived.into());
    }
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

fn require_thread(channel: &ChannelRecord) -> Result<GuildId, ApiError> {
    channel.guild.filter(|_| channel.is_thread()).ok_or_else(|| Code::NotOnThisChannel.into())
}
