//! The REST API: one function per route, which reads or changes the state.

mod access;
mod bans;
mod channel_fields;
mod channels;
mod commands;
mod draft;
mod entitlements;
mod extras;
mod fields;
mod guilds;
mod interactions;
mod media;
mod members;
mod messages;
mod pins;
mod polls;
mod reactions;
mod reply;
mod roles;
mod stored;
mod threads;
mod users;
mod webhooks;

use serde_json::{Value, json};

pub(crate) use self::reply::{Outcome, Reply};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    world::World,
};

/// Runs the route of a request.
pub(crate) fn route(world: &mut World, call: &Call) -> Outcome {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    // These routes need only the interaction token, which is in the path.
    match segments.as_slice() {
        ["interactions", id, token, "callback"] => return interactions::callback(world, call, id, token),
        ["webhooks", application, token, rest @ ..] => {
            return webhooks::route(world, call, application, token, rest);
        }
        _ => authorize(world, call)?,
    }
    match (call.method.as_str(), segments.as_slice()) {
        ("GET", ["gateway"]) => Ok(Reply::ok(json!({"url": world.gateway_url}))),
        ("GET", ["gateway", "bot"]) => Ok(Reply::ok(gateway_bot(world))),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => {
            Ok(Reply::ok(application(world)))
        }
        (_, ["users", rest @ ..]) => users::route(world, call, rest),
        (_, ["guilds", guild, rest @ ..]) => guilds::route(world, call, guild, rest),
        (_, ["channels", channel, rest @ ..]) => channels::route(world, call, channel, rest),
        ("GET", ["applications", application, "entitlements"]) => {
            entitlements::list(world, call, application)
        }
        ("POST", ["applications", application, "entitlements", id, "consume"]) => {
            entitlements::consume(world, application, id)
        }
        (_, ["applications", application, rest @ ..]) => commands::route(world, call, application, rest),
        _ => Err(Code::NotFound.into()),
    }
}

/// Returns whether a request has the token that its route needs.
pub(crate) fn admits(world: &World, call: &Call) -> bool {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["interactions", _, token, "callback"] | ["webhooks", _, token, ..] => {
            world.interaction_of(token).is_some()
        }
        _ => authorize(world, call).is_ok(),
    }
}

fn authorize(world: &World, call: &Call) -> Result<(), ApiError> {
    // Only `GET /gateway` needs no token.
    let open = call.segments.len() == 1 && call.segments.first().is_some_and(|segment| segment == "gateway");
    let token = call.token.as_deref().unwrap_or_default();
    if open || token.strip_prefix("Bot ") == Some(world.token.as_str()) {
        Ok(())
    } else {
        Err(Code::Unauthorized.into())
    }
}

fn gateway_bot(world: &World) -> Value {
    let (sessions, now) = (&world.sessions, world.settings.clock.instant());
    let reset_after = sessions.budget.reset_after(now).as_millis();
    json!({
        "url": world.gateway_url,
        "shards": sessions.settings.shards,
        "session_start_limit": {
            "total": sessions.settings.identifies_per_day,
            "remaining": sessions.budget.remaining(&sessions.settings, now),
            "reset_after": u64::try_from(reset_after).unwrap_or(u64::MAX),
            "max_concurrency": sessions.settings.max_concurrency,
        },
    })
}

fn application(world: &World) -> Value {
    let flags = world.application_flags();
    let guilds = world.guilds.values().filter(|guild| guild.bot_inside).count();
    json!({
        "id": world.application(),
        "name": world.name_of(world.bot),
        "description": "",
        "icon": null,
        "type": null,
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": world.endpoint.public_key(),
        "flags": flags,
        "flags_new": flags.to_string(),
        "redirect_uris": [],
        "interactions_endpoint_url": world.endpoint.url(),
        "role_connections_verification_url": null,
        "event_webhooks_url": null,
        "event_webhooks_status": 1,
        "explicit_content_filter": 0,
        "approximate_guild_count": guilds,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
        "owner": world.user_json(world.owner),
        "team": null,
        "bot": world.user_json(world.bot),
    })
}
