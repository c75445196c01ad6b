//! `/applications/{id}/commands…` and `/applications/{id}/guilds/{id}/commands…`

use serde_json::{Value, json};
use serenity::model::id::GuildId;

use crate::discord::{
    api_error::{ApiError, Code, FieldError},
    body::Call,
    command_rules,
    commands::{CommandRecord, kind},
    rest::{
        access,
        reply::{Outcome, Reply},
    },
    world::World,
};
use crate::json::put;

/// Returns the largest number of commands of a type per scope.
fn max_commands(kind: u64) -> usize {
    if kind == 1 { 100 } else { 15 }
}

pub(super) fn route(world: &mut World, call: &Call, application: &str, rest: &[&str]) -> Outcome {
    if application != world.application().to_string() {
        return Err(Code::NotThisApplication.into());
    }
    let (scope, rest) = match rest {
        ["commands", rest @ ..] => (None, rest),
        ["guilds", guild, "commands", rest @ ..] => {
            let guild = access::id_of("guild_id", guild)?;
            access::guild(world, guild).map_err(|_| Code::MissingAccess)?;
            (Some(guild), rest)
        }
        _ => return Err(Code::NotFound.into()),
    };
    if call.method != "GET" {
        world.commands.writes += 1;
    }
    match (call.method.as_str(), rest) {
        ("GET", []) => Ok(Reply::ok(list(world, scope, call.truthy("with_localizations")))),
        ("GET", ["permissions"]) => Ok(Reply::ok(json!([]))),
        ("GET", [id]) => {
            let position = position(world, scope, id)?;
            let command = world.commands.all.get(position).ok_or(Code::UnknownCommand)?;
            Ok(Reply::ok(command.json.clone()))
        }
        ("POST", []) => upsert(world, scope, &call.body),
        ("PUT", []) => replace_all(world, scope, &call.body),
        ("PATCH", [id]) => edit(world, scope, id, &call.body),
        ("DELETE", [id]) => {
            let position = position(world, scope, id)?;
            world.commands.all.remove(position);
            Ok(Reply::no_content())
        }
        _ => Err(Code::NotFound.into()),
    }
}

fn list(world: &World, scope: Option<GuildId>, with_localizations: bool) -> Value {
    let commands = world.commands.all.iter().filter(|command| command.guild == scope);
    let commands: Vec<Value> = commands
        .map(|command| {
            let mut json = command.json.clone();
            if !with_localizations {
                drop_localizations(&mut json);
            }
            json
        })
        .collect();
    json!(commands)
}

/// Replaces the translations with the texts in the locale of the requester, who has none: the default texts.
fn drop_localizations(value: &mut Value) {
    let Some(object) = value.as_object_mut() else { return };
    for key in ["name", "description"] {
        if object.remove(&format!("{key}_localizations")).is_some() {
            let text = object.get(key).cloned().unwrap_or_default();
            object.insert(format!("{key}_localized"), text);
        }
    }
    for key in ["options", "choices"] {
        for inner in object.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            drop_localizations(inner);
        }
    }
}

/// Creates a command or replaces the one with the same name and type.
fn upsert(world: &mut World, scope: Option<GuildId>, body: &Value) -> Outcome {
    refuse(command_rules::check("", body))?;
    let existing = find_existing(world, scope, body);
    let same_kind = |command: &&CommandRecord| command.guild == scope && command.kind() == kind(body);
    if existing.is_none() && world.commands.all.iter().filter(same_kind).count() >= max_commands(kind(body)) {
        return Err(Code::TooManyCommands.into());
    }
    may_create(world, scope, usize::from(existing.is_none()))?;
    let command = to_stored(world, scope, body, existing.clone());
    let json = command.json.clone();
    let slot =
        existing.and_then(|existing| world.commands.all.iter_mut().find(|known| known.id == existing.id));
    if let Some(slot) = slot {
        *slot = command;
        return Ok(Reply::ok(json));
    }
    world.commands.all.push(command);
    Ok(Reply::created(json))
}

/// Replaces the whole scope; commands that are not listed are deleted.
fn replace_all(world: &mut World, scope: Option<GuildId>, body: &Value) -> Outcome {
    let Some(listed) = body.as_array() else {
        let message = "Only iterables may be used in a ListType";
        return Err(ApiError::field("", "LIST_TYPE_CONVERT", message));
    };
    let count = |wanted: u64| listed.iter().filter(|body| kind(body) == wanted).count();
    if (1..=3).any(|kind| count(kind) > max_commands(kind)) {
        return Err(Code::TooManyCommands.into());
    }
    let errors =
        listed.iter().enumerate().flat_map(|(index, body)| command_rules::check(&format!("{index}."), body));
    refuse(errors.collect())?;
    for (index, body) in listed.iter().enumerate() {
        let same = |other: &&Value| other.get("name") == body.get("name") && kind(other) == kind(body);
        if listed.iter().take(index).any(|other| same(&other)) {
            let message = "Application command names must be unique";
            return Err(ApiError::field(
                &format!("{index}.name"),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                message,
            ));
        }
    }
    let new = listed.iter().filter(|body| find_existing(world, scope, body).is_none()).count();
    may_create(world, scope, new)?;
    let mut stored = Vec::new();
    for body in listed {
        let existing = find_existing(world, scope, body);
        stored.push(to_stored(world, scope, body, existing));
    }
    world.commands.all.retain(|command| command.guild != scope);
    world.commands.all.extend(stored);
    Ok(Reply::ok(list(world, scope, true)))
}

fn edit(world: &mut World, scope: Option<GuildId>, id: &str, body: &Value) -> Outcome {
    let position = position(world, scope, id)?;
    let old = world.commands.all.get(position).ok_or(Code::UnknownCommand)?.clone();
    let mut merged = old.json.clone();
    for (key, value) in body.as_object().into_iter().flatten() {
        put(&mut merged, key, value.clone());
    }
    refuse(command_rules::check("", &merged))?;
    let command = to_stored(world, scope, &merged, Some(old));
    let json = command.json.clone();
    if let Some(slot) = world.commands.all.get_mut(position) {
        *slot = command;
    }
    Ok(Reply::ok(json))
}

/// Checks that creating `new` commands does not exceed the daily limit.
fn may_create(world: &World, scope: Option<GuildId>, new: usize) -> Result<(), ApiError> {
    let created = world.commands.creates.get(&scope).copied().unwrap_or(0);
    let new = u64::try_from(new).unwrap_or(u64::MAX);
    if new > 0 && created.saturating_add(new) > world.commands.creates_per_day {
        return Err(Code::TooManyCreates.into());
    }
    Ok(())
}

/// Returns the command to store: an unchanged existing command keeps its version, a changed one its id.
fn to_stored(
    world: &mut World,
    scope: Option<GuildId>,
    body: &Value,
    existing: Option<CommandRecord>,
) -> CommandRecord {
    let version = world.snowflake();
    let mut command = CommandRecord::new(version, world.application(), scope, body);
    let Some(existing) = existing else {
        *world.commands.creates.entry(scope).or_default() += 1;
        return command;
    };
    if command.has_same_content(&existing) {
        return existing;
    }
    command.id = existing.id;
    put(&mut command.json, "id", json!(existing.id.to_string()));
    command
}

/// Finds the stored command that a body refers to: by id if it has one, else by name and type.
fn find_existing(world: &World, scope: Option<GuildId>, body: &Value) -> Option<CommandRecord> {
    let id = body.get("id").and_then(Value::as_str).and_then(|id| id.parse::<u64>().ok());
    let name = body.get("name").and_then(Value::as_str).unwrap_or_default();
    let matches = |command: &&CommandRecord| match id {
        Some(id) => command.id == id,
        None => command.name() == name && command.kind() == kind(body),
    };
    world.commands.all.iter().filter(|command| command.guild == scope).find(matches).cloned()
}

fn position(world: &World, scope: Option<GuildId>, id: &str) -> Result<usize, ApiError> {
    let id: u64 = access::id_of("command_id", id)?;
    let found = world.commands.all.iter().position(|command| command.guild == scope && command.id == id);
    found.ok_or_else(|| Code::UnknownCommand.into())
}

fn refuse(errors: Vec<FieldError>) -> Result<(), ApiError> {
    if errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(errors)) }
}
