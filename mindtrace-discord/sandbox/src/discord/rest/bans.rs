//! `/guilds/{id}/bans…`

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{GuildId, UserId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    rest::{
        access,
        fields::{self, Fields},
        members,
        reply::{Outcome, Reply},
    },
    world::World,
};

/// The most users who are banned at once.
const BULK: usize = 200;

pub(super) fn route(world: &mut World, call: &Call, guild: GuildId, rest: &[&str]) -> Outcome {
    access::need_in_guild(world, guild, Permissions::BAN_MEMBERS)?;
    match (call.method.as_str(), rest) {
        ("GET", []) => {
            let limit = fields::limit(call, 1000, 1000)?;
            let after = call.number("after").unwrap_or(0);
            let bans = access::guild(world, guild)?.bans.keys();
            let bans = bans.filter(|user| user.get() > after).take(limit);
            let bans: Vec<Value> = bans.filter_map(|user| ban_json(world, guild, *user)).collect();
            Ok(Reply::ok(json!(bans)))
        }
        ("GET", [user]) => {
            let ban = ban_json(world, guild, access::id_of("user_id", user)?);
            Ok(Reply::ok(ban.ok_or(Code::UnknownBan)?))
        }
        ("PUT", [user]) => ban(world, call, guild, access::id_of("user_id", user)?),
        ("DELETE", [user]) => {
            let user = access::id_of("user_id", user)?;
            let lifted = world.unban(guild, user, world.bot, call.reason.as_deref());
            if lifted { Ok(Reply::no_content()) } else { Err(Code::UnknownBan.into()) }
        }
        _ => Err(Code::NotFound.into()),
    }
}

fn ban(world: &mut World, call: &Call, guild: GuildId, user: UserId) -> Outcome {
    if !world.users.contains_key(&user) {
        return Err(Code::UnknownUser.into());
    }
    Fields::of(call)
        .number("delete_message_seconds", 0, 604_800)
        .number("delete_message_days", 0, 7)
        .check()?;
    // Users outside the guild have no rank and can always be banned.
    if world.member(guild, user).is_some() {
        members::outranks(world, guild, user)?;
    }
    let seconds = call.field("delete_message_seconds").and_then(Value::as_u64);
    // discord.py sends it in the query.
    let seconds = seconds.or_else(|| call.number("delete_message_seconds"));
    let days = call.field("delete_message_days").and_then(Value::as_u64);
    if seconds.or(days).is_some_and(|span| span > 0) {
        world.purge(guild, user);
    }
    world.ban(guild, user, world.bot, call.reason.clone());
    Ok(Reply::no_content())
}

/// Bans several users at once: those who can be banned.
pub(super) fn bulk(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    access::need_in_guild(world, guild, Permissions::BAN_MEMBERS | Permissions::MANAGE_GUILD)?;
    Fields::of(call).required("user_ids").number("delete_message_seconds", 0, 604_800).check()?;
    let listed = call.field("user_ids").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !(1..=BULK).contains(&listed.len()) {
        let message = format!("Must be between 1 and {BULK} in length.");
        return Err(ApiError::field("user_ids", "BASE_TYPE_BAD_LENGTH", message));
    }
    let users: Vec<UserId> = listed
        .iter()
        .enumerate()
        .map(|(index, id)| {
            access::id_in::<UserId>(id).map_err(|error| error.under(&format!("user_ids.{index}")))
        })
        .collect::<Result<_, ApiError>>()?;
    let deletes = fields::integer(call, "delete_message_seconds").is_some_and(|span| span > 0);
    let (mut banned, mut failed) = (Vec::new(), Vec::new());
    for user in users {
        let is_member = world.member(guild, user).is_some();
        let is_banned = access::guild(world, guild)?.bans.contains_key(&user);
        let can_ban = !is_member || members::outranks(world, guild, user).is_ok();
        if is_banned || !can_ban || !world.users.contains_key(&user) {
            failed.push(user);
            continue;
        }
        if deletes {
            world.purge(guild, user);
        }
        world.ban(guild, user, world.bot, call.reason.clone());
        banned.push(user);
    }
    if banned.is_empty() {
        return Err(Code::BulkBanFailed.into());
    }
    Ok(Reply::ok(json!({"banned_users": banned, "failed_users": failed})))
}

fn ban_json(world: &World, guild: GuildId, user: UserId) -> Option<Value> {
    let reason = world.guilds.get(&guild)?.bans.get(&user)?;
    Some(json!({"reason": reason, "user": world.user_json(user)}))
}
