//! `/users/…`

use serde_json::{Value, json};
use serenity::model::id::UserId;

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    dispatch::Scope,
    rest::{
        access,
        fields::{self, Fields},
        reply::{Outcome, Reply},
    },
    world::World,
};

pub(super) fn route(world: &mut World, call: &Call, rest: &[&str]) -> Outcome {
    match (call.method.as_str(), rest) {
        ("GET", ["@me"]) => Ok(Reply::ok(world.own_json())),
        ("PATCH", ["@me"]) => rename(world, call),
        ("GET", ["@me", "guilds"]) => Ok(Reply::ok(guilds(world))),
        ("DELETE", ["@me", "guilds", guild]) => {
            let guild = access::id_of("guild_id", guild)?;
            access::guild(world, guild)?;
            world.remove_bot(guild);
            Ok(Reply::no_content())
        }
        ("POST", ["@me", "channels"]) => open_dm(world, call),
        ("GET", [user]) => {
            let user: UserId = access::id_of("user_id", user)?;
            let known = world.users.get(&user).ok_or(Code::UnknownUser)?;
            Ok(Reply::ok(known.to_json()))
        }
        _ => Err(Code::NotFound.into()),
    }
}

/// Renames the bot; names in the emulator are unique.
fn rename(world: &mut World, call: &Call) -> Outcome {
    Fields::of(call).text("username", 2, 32).check()?;
    let bot = world.bot;
    if let Some(name) = call.text("username") {
        if world.user_named(name).is_some_and(|user| user != bot) {
            let message = "Username is already taken in the sandbox";
            return Err(ApiError::field("username", "USERNAME_ALREADY_TAKEN", message));
        }
        if let Some(user) = world.users.get_mut(&bot) {
            name.clone_into(&mut user.name);
        }
        let event = world.own_json();
        world.emit("USER_UPDATE", Scope::default(), &event);
    }
    fields::note_ignored(world, call, &["username"]);
    Ok(Reply::ok(world.own_json()))
}

fn guilds(world: &World) -> Value {
    let inside = world.guilds.values().filter(|guild| guild.bot_inside);
    let list: Vec<Value> = inside
        .map(|guild| {
            json!({
                "id": guild.id,
                "name": guild.name,
                "icon": null,
                "banner": null,
                "owner": false,
                "permissions": world.permissions_in_guild(guild.id, world.bot).bits().to_string(),
                "features": [],
            })
        })
        .collect();
    json!(list)
}

fn open_dm(world: &mut World, call: &Call) -> Outcome {
    let recipient =
        call.field("recipient_id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let recipient: UserId = access::id_of("recipient_id", &recipient.unwrap_or_default())?;
    if recipient == world.bot {
        return Err(Code::InvalidRecipient.into());
    }
    if !world.users.contains_key(&recipient) {
        return Err(Code::UnknownUser.into());
    }
    let channel = world.dm_with(recipient);
    Ok(Reply::ok(world.channel_json(channel).unwrap_or_default()))
}
