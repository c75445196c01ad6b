//! `/guilds/{id}…`

use serde_json::{Value, json};
use serenity::model::{Permissions, id::GuildId};

use crate::discord::{
    api_error::Code,
    body::Call,
    dispatch::Scope,
    rest::{
        access, bans, channels,
        fields::Fields,
        members,
        reply::{Outcome, Reply},
        roles,
    },
    world::World,
};
use crate::json::put;

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
    Fields::of(call).text("name", 2, 100).check()?;
    if let (Some(name), Some(guild)) = (call.text("name"), world.guilds.get_mut(&id)) {
        name.clone_into(&mut guild.name);
    }
    let json = access::guild(world, id)?.to_json();
    world.emit("GUILD_UPDATE", Scope::guild(id), &json);
    Ok(Reply::ok(json))
}
