//! `/guilds/{id}/roles…`

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{GuildId, RoleId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    automod::AuditAction,
    body::Call,
    permissions::ALL,
    rest::{
        access,
        fields::{self, Fields},
        reply::{Outcome, Reply},
    },
    world::{RoleRecord, World},
};

const MAX_ROLES: usize = 250;
/// The fields of a role that are stored.
const STORED: [&str; 7] = ["name", "permissions", "color", "colors", "hoist", "mentionable", "unicode_emoji"];
/// The largest color, white.
const MAX_COLOR: u64 = 0x00ff_ffff;

pub(super) fn route(world: &mut World, call: &Call, guild: GuildId, rest: &[&str]) -> Outcome {
    match (call.method.as_str(), rest) {
        ("GET", []) => list(world, guild),
        ("PATCH", []) => move_roles(world, call, guild),
        ("GET", [id]) => {
            let role = access::id(id).ok().and_then(|id: RoleId| world.guilds.get(&guild)?.roles.get(&id));
            Ok(Reply::ok(role.ok_or(Code::UnknownRole)?.to_json()))
        }
        ("POST", []) => create(world, call, guild),
        ("PATCH", [id]) => edit(world, call, guild, access::id_of("role_id", id)?),
        ("DELETE", [id]) => delete(world, call, guild, access::id_of("role_id", id)?),
        _ => Err(Code::NotFound.into()),
    }
}

fn list(world: &World, guild: GuildId) -> Outcome {
    let roles: Vec<Value> = access::guild(world, guild)?.roles.values().map(RoleRecord::to_json).collect();
    Ok(Reply::ok(json!(roles)))
}

/// Moves roles to positions below the highest role of the bot; returns all roles.
fn move_roles(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    access::need_in_guild(world, guild, Permissions::MANAGE_ROLES)?;
    let mut moves = Vec::new();
    for (index, entry) in call.body.as_array().into_iter().flatten().enumerate() {
        let id = access::id_in::<RoleId>(entry.get("id").unwrap_or(&Value::Null))
            .map_err(|error| error.under(&format!("{index}.id")))?;
        let position = entry.get("position").and_then(Value::as_u64);
        let Some(position) = position.and_then(|position| u16::try_from(position).ok()) else { continue };
        manage(world, guild, id)?;
        if !world.outranks_position(guild, world.bot, position) {
            return Err(Code::MissingPermissions.into());
        }
        moves.push((id, position));
    }
    for (id, position) in moves {
        let role = world.guilds.get_mut(&guild).and_then(|guild| guild.roles.get_mut(&id));
        if let Some(role) = role.filter(|role| role.position != position) {
            role.position = position;
            world.announce_role("GUILD_ROLE_UPDATE", guild, id);
        }
    }
    list(world, guild)
}

/// Parses permission bits: a decimal string, or the number that serenity sends in some requests.
pub(super) fn bits(value: Option<&Value>) -> Permissions {
    let bits =
        value.and_then(|value| value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64()));
    Permissions::from_bits_retain(bits.unwrap_or(0)) & ALL
}

/// Requires that the bot may manage roles and ranks above this one.
pub(super) fn manage(world: &World, guild: GuildId, role: RoleId) -> Result<(), ApiError> {
    access::need_in_guild(world, guild, Permissions::MANAGE_ROLES)?;
    if !access::guild(world, guild)?.roles.contains_key(&role) {
        return Err(Code::UnknownRole.into());
    }
    if world.outranks_role(guild, world.bot, role) { Ok(()) } else { Err(Code::MissingPermissions.into()) }
}

fn create(world: &mut World, call: &Call, guild: GuildId) -> Outcome {
    access::need_in_guild(world, guild, Permissions::MANAGE_ROLES)?;
    if access::guild(world, guild)?.roles.len() >= MAX_ROLES {
        return Err(Code::TooManyRoles.into());
    }
    check_grant(world, call, guild)?;
    check_fields(call)?;
    let name = call.text("name").unwrap_or("new role").to_owned();
    let id = world.add_role(guild, &name, Permissions::empty(), false);
    apply(world, call, guild, id);
    fields::note_ignored(world, call, &STORED);
    Ok(Reply::ok(world.announce_role("GUILD_ROLE_CREATE", guild, id).unwrap_or_default()))
}

fn edit(world: &mut World, call: &Call, guild: GuildId, id: RoleId) -> Outcome {
    manage(world, guild, id)?;
    check_grant(world, call, guild)?;
    check_fields(call)?;
    let role = world.guilds.get(&guild).and_then(|guild| guild.roles.get(&id));
    let before = role.map(RoleRecord::to_json).unwrap_or_default();
    apply(world, call, guild, id);
    let after = world.announce_role("GUILD_ROLE_UPDATE", guild, id).unwrap_or_default();
    let reason = call.reason.as_deref();
    world.audit_changes(guild, AuditAction::RoleUpdate, id.get(), reason, (&before, &after));
    fields::note_ignored(world, call, &STORED);
    Ok(Reply::ok(after))
}

fn delete(world: &mut World, call: &Call, guild: GuildId, id: RoleId) -> Outcome {
    refuse_everyone(guild, id)?;
    manage(world, guild, id)?;
    world.delete_role(guild, id, world.bot, call.reason.as_deref());
    Ok(Reply::no_content())
}

/// Refuses @everyone, which every member has and no guild is without.
pub(super) fn refuse_everyone(guild: GuildId, role: RoleId) -> Result<(), ApiError> {
    if role.get() == guild.get() { Err(Code::InvalidRole.into()) } else { Ok(()) }
}

fn check_fields(call: &Call) -> Result<(), ApiError> {
    Fields::of(call).text("name", 1, 100).number("color", 0, MAX_COLOR).check()?;
    let is_color = |color: &Value| color.as_u64().is_some_and(|color| color <= MAX_COLOR);
    if primary_color(call).is_some_and(|color| !is_color(color)) {
        let message = format!("int value should be less than or equal to {MAX_COLOR}.");
        return Err(ApiError::field("colors.primary_color", "NUMBER_TYPE_MAX", message));
    }
    Ok(())
}

/// Returns the color in `colors`, which counts instead of the deprecated `color`; discord.py and discord.js send only `colors`.
fn primary_color(call: &Call) -> Option<&Value> {
    call.field("colors")?.get("primary_color").filter(|color| !color.is_null())
}

/// Requires that the bot itself has the permissions it grants.
fn check_grant(world: &World, call: &Call, guild: GuildId) -> Result<(), ApiError> {
    let granted = bits(call.field("permissions"));
    if world.permissions_in_guild(guild, world.bot).contains(granted) {
        Ok(())
    } else {
        Err(Code::MissingPermissions.into())
    }
}

fn apply(world: &mut World, call: &Call, guild: GuildId, id: RoleId) {
    let Some(role) = world.guilds.get_mut(&guild).and_then(|guild| guild.roles.get_mut(&id)) else { return };
    if let Some(name) = call.text("name") {
        name.clone_into(&mut role.name);
    }
    if call.field("permissions").is_some() {
        role.permissions = bits(call.field("permissions"));
    }
    if let Some(color) = primary_color(call).or_else(|| call.field("color")).and_then(Value::as_u64) {
        role.color = u32::try_from(color).unwrap_or(0);
    }
    if let Some(emoji) = call.body.get("unicode_emoji") {
        role.unicode_emoji = emoji.as_str().map(str::to_owned);
    }
    if let Some(hoist) = call.field("hoist").and_then(Value::as_bool) {
        role.hoist = hoist;
    }
    if let Some(mentionable) = call.field("mentionable").and_then(Value::as_bool) {
        role.mentionable = mentionable;
    }
}
