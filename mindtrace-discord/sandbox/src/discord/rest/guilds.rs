//! `/guilds/{id}…`

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
        access, bans, channels,
        fields::{self, Fields},
        members,
        reply::{Outcome, Reply},
        roles, threads,
    },
    world::{ChannelRecord, World},
};
use crate::json::put;

/// The settings of a guild that are stored without an effect, with their values.
const SETTINGS: [(&str, &[u64]); 4] = [
    ("verification_level", &[0, 1, 2, 3, 4]),
    ("default_message_notifications", &[0, 1]),
    ("explicit_content_filter", &[0, 1, 2]),
    ("afk_timeout", &[60, 300, 900, 1800, 3600]),
];

pub(super) fn route(world: &mut World, call: &Call, id: &str, rest: &[&str]) -> Outcome {
    let id: GuildId = access::id_of("guild_id", id)?;
    access::guild(world, id)?;
    match (call.method.as_str(), rest) {
        ("GET", []) => get(world, call, id),
        ("PATCH", []) => edit(world, call, id),
        ("GET", ["channels"]) => {
            let inside =
                world.channels.values().filter(|channel| channel.guild == Some(id) && !channel.is_thread());
            let inside: Vec<Value> = inside.map(|channel| channel.to_json(None)).collect();
            Ok(Reply::ok(json!(inside)))
        }
        ("POST", ["channels"]) => {
            access::need_in_guild(world, id, Permissions::MANAGE_CHANNELS)?;
            channels::create(world, call, id)
        }
        ("PATCH", ["channels"]) => channels::move_channels(world, call, id),
        ("GET", ["threads", "active"]) => Ok(threads::active_threads(world, id)),
        ("POST", ["bulk-ban"]) => bans::bulk(world, call, id),
        (_, ["roles", rest @ ..]) => roles::route(world, call, id, rest),
        (_, ["members", rest @ ..]) => members::route(world, call, id, rest),
        (_, ["bans", rest @ ..]) => bans::route(world, call, id, rest),
        _ => Err(Code::NotFound.into()),
    }
}

fn get(world: &World, call: &Call, id: GuildId) -> Outcome {
    let guild = access::guild(world, id)?;
    let mut json = guild.to_json();
    if call.truthy("with_counts") {
        put(&mut json, "approximate_member_count", json!(guild.members.len()));
        put(&mut json, "approximate_presence_count", json!(guild.members.len()));
    }
    Ok(Reply::ok(json))
}

fn edit(world: &mut World, call: &Call, id: GuildId) -> Outcome {
    access::need_in_guild(world, id, Permissions::MANAGE_GUILD)?;
    let mut checks = Fields::of(call).text("name", 2, 100).text("preferred_locale", 2, 10);
    for (key, values) in SETTINGS {
        checks = checks.one_of(key, values);
    }
    checks.check()?;
    check_system_channel(world, call, id)?;
    let before = access::guild(world, id)?.to_json();
    if let Some(guild) = world.guilds.get_mut(&id) {
        if let Some(name) = call.text("name") {
            name.clone_into(&mut guild.name);
        }
        if let Some(locale) = call.text("preferred_locale") {
            locale.clone_into(&mut guild.locale);
        }
        if let Some(channel) = call.body.get("system_channel_id") {
            guild.system_channel = access::id_in(channel).ok();
        }
        for (key, _) in SETTINGS {
            if let Some(value) = call.field(key) {
                guild.settings.insert(key.to_owned(), value.clone());
            }
        }
    }
    let json = access::guild(world, id)?.to_json();
    world.emit("GUILD_UPDATE", Scope::guild(id), &json);
    let reason = call.reason.as_deref();
    world.audit_changes(id, AuditAction::GuildUpdate, id.get(), reason, (&before, &json));
    let stored =
        SETTINGS.iter().map(|(key, _)| *key).chain(["name", "preferred_locale", "system_channel_id"]);
    fields::note_ignored(world, call, &stored.collect::<Vec<_>>());
    Ok(Reply::ok(json))
}

/// Requires that the channel for system messages is a text channel of the guild, or none.
fn check_system_channel(world: &World, call: &Call, guild: GuildId) -> Result<(), ApiError> {
    let Some(value) = call.field("system_channel_id") else { return Ok(()) };
    let id = access::id_in::<ChannelId>(value).map_err(|error| error.under("system_channel_id"))?;
    let is_text = |channel: &ChannelRecord| channel.guild == Some(guild) && channel.kind == ChannelType::Text;
    if world.channels.get(&id).is_some_and(is_text) {
        return Ok(());
    }
    Err(ApiError::field("system_channel_id", "CHANNEL_ID_INVALID", "Unknown text channel"))
}
