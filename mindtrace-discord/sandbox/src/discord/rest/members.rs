//! `/guilds/{id}/members…`

use serde_json::{Value, json};
use serenity::model::{
    Permissions, Timestamp,
    gateway::GatewayIntents,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    automod::AuditAction,
    body::Call,
    rest::{
        access,
        fields::{self, Fields},
        reply::{Outcome, Reply},
        roles,
    },
    world::{MemberRecord, World},
};

/// The largest length of a nickname.
const NICKNAME: usize = 32;

pub(super) fn route(world: &mut World, call: &Call, guild: GuildId, rest: &[&str]) -> Outcome {
    match (call.method.as_str(), rest) {
        ("GET", []) => list(world, call, guild),
        ("GET", ["search"]) => search(world, call, guild),
        ("GET", [user]) => get(world, guild, access::id_of("user_id", user)?),
        ("PATCH", ["@me"]) => edit_self(world, call, guild),
        ("PATCH", [user]) => edit(world, call, guild, access::id_of("user_id", user)?),
        ("DELETE", [user]) => kick(world, call, guild, access::id_of("user_id", user)?),
        ("PUT", [user, "roles", role]) => {
            set_role(world, guild, access::id_of("user_id", user)?, access::id_of("role_id", role)?, true)
        }
        ("DELETE", [user, "roles", role]) => {
            set_role(world, guild, access::id_of("user_id", user)?, access::id_of("role_id", role)?, false)
        }
        _ => Err(Code::NotFound.into()),
    }
}

/// Requires that the bot ranks above a member.
pub(super) fn outranks(world: &World, guild: GuildId, user: UserId) -> Result<(), ApiError> {
    if world.outranks(guild, world.bot, user) { Ok(()) } else { Err(Code::MissingPermissions.into()) }
}

fn list(world: &World, call: &Call, guild: GuildId) -> Outcome {
    if world.settings.unapproved.contains(GatewayIntents::GUILD_MEMBERS) {
        return Err(Code::MissingAccess.into());
    }
    let limit = fields::limit(call, 1, 1000)?;
    let after = call.number("after").unwrap_or(0);
    let users = access::guild(world, guild)?.members.keys().filter(|user| user.get() > after).take(limit);
    let members: Vec<Value> = users.filter_map(|user| world.member_json(guild, *user)).collect();
    Ok(Reply::ok(json!(members)))
}

fn search(world: &World, call: &Call, guild: GuildId) -> Outcome {
    let Some(query) = call.query("query") else {
        return Err(ApiError::field("query", "BASE_TYPE_REQUIRED", "This field is required"));
    };
    let query = query.to_lowercase();
    let limit = fields::limit(call, 1, 1000)?;
    let matches = |user: &UserId| {
        let nick = world.member(guild, *user).and_then(|member| member.nick.clone()).unwrap_or_default();
        world.name_of(*user).to_lowercase().starts_with(&query) || nick.to_lowercase().starts_with(&query)
    };
    let users = access::guild(world, guild)?.members.keys().filter(|user| matches(user)).take(limit);
    let members: Vec<Value> = users.filter_map(|user| world.member_json(guild, *user)).collect();
    Ok(Reply::ok(json!(members)))
}

fn get(world: &World, guild: GuildId, user: UserId) -> Outcome {
    match world.member_json(guild, user) {
        Some(member) => Ok(Reply::ok(member)),
        None if world.users.contains_key(&user) => Err(Code::UnknownMember.into()),
        None => Err(Code::UnknownUser.into()),
    }
}

fn edit_self(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    access::need_in_guild(world, guild, Permissions::CHANGE_NICKNAME)?;
    Fields::of(call).text("nick", 0, NICKNAME).check()?;
    let nick = call.text("nick").filter(|nick| !nick.is_empty()).map(str::to_owned);
    let before = audited(world, guild, world.bot);
    world.change_member(guild, world.bot, "changed its nickname", |member| member.nick = nick);
    audit(world, call, guild, world.bot, &before);
    get(world, guild, world.bot)
}

fn edit(world: &mut World, call: &Call, guild: GuildId, user: UserId) -> Outcome {
    get(world, guild, user)?;
    check_edit(world, call, guild, user)?;
    Fields::of(call).text("nick", 0, NICKNAME).check()?;
    let is_in_voice = access::guild(world, guild)?.voice.contains_key(&user);
    if !is_in_voice && ["channel_id", "mute", "deaf"].iter().any(|key| call.field(key).is_some()) {
        return Err(Code::NotInVoice.into());
    }
    let timeout = match call.field("communication_disabled_until") {
        Some(until) => {
            Some(until.as_str().and_then(|until| Timestamp::parse(until).ok()).ok_or_else(|| {
                ApiError::field(
                    "communication_disabled_until",
                    "DATE_TIME_TYPE_PARSE",
                    "Could not parse this as a date.",
                )
            })?)
        }
        None => None,
    };
    let wanted_roles = role_list(call, guild)?;
    let before = audited(world, guild, user);
    world.change_member(guild, user, "was changed by the bot", |member| {
        if let Some(nick) = call.body.get("nick") {
            member.nick = nick.as_str().filter(|nick| !nick.is_empty()).map(str::to_owned);
        }
        if call.body.get("communication_disabled_until").is_some() {
            member.timed_out_until = timeout;
        }
        if let Some(roles) = wanted_roles {
            member.roles = roles;
        }
        member.deaf = call.field("deaf").and_then(Value::as_bool).unwrap_or(member.deaf);
        member.mute = call.field("mute").and_then(Value::as_bool).unwrap_or(member.mute);
    });
    audit(world, call, guild, user, &before);
    if let Some(channel) = call.body.get("channel_id") {
        let channel = (!channel.is_null()).then(|| access::id_in::<ChannelId>(channel)).transpose()?;
        world.set_voice(guild, user, channel);
    }
    get(world, guild, user)
}

/// Checks the permission for every field, and the ranks of the member and the roles.
fn check_edit(world: &World, call: &Call, guild: GuildId, user: UserId) -> Result<(), ApiError> {
    for (field, needed) in [
        ("nick", Permissions::MANAGE_NICKNAMES),
        ("roles", Permissions::MANAGE_ROLES),
        ("communication_disabled_until", Permissions::MODERATE_MEMBERS),
        ("mute", Permissions::MUTE_MEMBERS),
        ("deaf", Permissions::DEAFEN_MEMBERS),
        ("channel_id", Permissions::MOVE_MEMBERS),
    ] {
        if call.body.get(field).is_some() {
            access::need_in_guild(world, guild, needed)?;
        }
    }
    if call.body.get("nick").is_some() || call.body.get("communication_disabled_until").is_some() {
        outranks(world, guild, user)?;
    }
    if call.field("communication_disabled_until").is_some()
        && world.permissions_in_guild(guild, user).administrator()
    {
        return Err(Code::MissingPermissions.into());
    }
    let current = world.member(guild, user).map(|member| member.roles.clone()).unwrap_or_default();
    if let Some(wanted) = role_list(call, guild)? {
        let changed = wanted
            .iter()
            .filter(|role| !current.contains(role))
            .chain(current.iter().filter(|role| !wanted.contains(role)));
        for role in changed {
            roles::manage(world, guild, *role)?;
        }
    }
    Ok(())
}

/// Returns the roles of a request, without @everyone, which every member has: discord.py's `member.roles` lists it.
fn role_list(call: &Call, guild: GuildId) -> Result<Option<Vec<RoleId>>, ApiError> {
    let Some(list) = call.field("roles").and_then(Value::as_array) else { return Ok(None) };
    let roles: Result<Vec<RoleId>, ApiError> = list.iter().map(access::id_in::<RoleId>).collect();
    roles.map(|roles| Some(roles.into_iter().filter(|role| role.get() != guild.get()).collect()))
}

/// Returns a member as the audit log compares it.
fn audited(world: &World, guild: GuildId, user: UserId) -> Value {
    world.member(guild, user).map(MemberRecord::to_json).unwrap_or_default()
}

fn audit(world: &mut World, call: &Call, guild: GuildId, user: UserId, before: &Value) {
    let (after, reason) = (audited(world, guild, user), call.reason.as_deref());
    world.audit_changes(guild, AuditAction::MemberUpdate, user.get(), reason, (before, &after));
}

fn kick(world: &mut World, call: &Call, guild: GuildId, user: UserId) -> Outcome {
    access::need_in_guild(world, guild, Permissions::KICK_MEMBERS)?;
    get(world, guild, user)?;
    outranks(world, guild, user)?;
    world.kick(guild, user, world.bot, call.reason.as_deref());
    Ok(Reply::no_content())
}

fn set_role(world: &mut World, guild: GuildId, user: UserId, role: RoleId, has: bool) -> Outcome {
    get(world, guild, user)?;
    roles::refuse_everyone(guild, role)?;
    roles::manage(world, guild, role)?;
    world.set_role(guild, user, role, has);
    Ok(Reply::no_content())
}
