//! Converts the input of a member to the registered type of an option.

use axum::body::Bytes;
use serde_json::{Map, Value, json};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use crate::json::put;
use crate::{
    discord::world::{MemberRecord, World},
    member::check_files,
    slash::SlashValue,
};

/// The largest integer Discord sends.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// The `resolved` objects of an interaction, which belong to the ids in its values.
#[derive(Debug)]
pub(crate) struct Resolved {
    channel: ChannelId,
    guild: Option<GuildId>,
    maps: Map<String, Value>,
}

/// Returns the option type and value to send, checked against the registered option if `checked`.
pub(crate) fn convert(
    world: &mut World,
    definition: Option<&Value>,
    name: &str,
    value: &SlashValue,
    checked: bool,
    resolved: &mut Resolved,
) -> Result<(u64, Value), String> {
    let value = definition.and_then(|definition| chosen(definition, value)).unwrap_or_else(|| value.clone());
    let registered = definition.and_then(|definition| definition.get("type")).and_then(Value::as_u64);
    let kind = registered.unwrap_or_else(|| natural_kind(&value));
    let text = value.to_string();
    let mismatch = |expected: &str| format!("the option `{name}` takes {expected}, not `{text}`");
    let converted = match kind {
        3 => json!(text),
        4 => {
            let number =
                text.parse::<i64>().ok().filter(|number| (-MAX_INTEGER..=MAX_INTEGER).contains(number));
            json!(number.ok_or_else(|| mismatch("an integer"))?)
        }
        5 => json!(text.parse::<bool>().map_err(|_| mismatch("true or false"))?),
        6 => resolved.user(world, user(world, &text).ok_or_else(|| mismatch("a user in the sandbox"))?),
        7 => resolved.channel(
            world,
            channel(world, resolved, &text).ok_or_else(|| mismatch("a channel of this guild"))?,
        ),
        8 => resolved
            .role(world, role(world, resolved, &text).ok_or_else(|| mismatch("a role of this guild"))?),
        9 => match user(world, &text) {
            Some(user) => resolved.user(world, user),
            None => resolved
                .role(world, role(world, resolved, &text).ok_or_else(|| mismatch("a user or a role"))?),
        },
        10 => json!(
            text.parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .ok_or_else(|| mismatch("a number"))?
        ),
        11 => resolved.attachment(world, &text, content(&value)?),
        other => return Err(format!("the option `{name}` has the type {other}, which takes no value")),
    };
    if let (Some(definition), true) = (definition, checked) {
        check(world, definition, name, &converted)?;
    }
    Ok((kind, converted))
}

/// Returns the value of the choice with this name.
fn chosen(definition: &Value, value: &SlashValue) -> Option<SlashValue> {
    let name = value.to_string();
    let choices = definition.get("choices").and_then(Value::as_array)?;
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let named = |choice: &&Value| choice.get("name").and_then(Value::as_str) == Some(name.as_str());
    let choice = choices.iter().find(named)?;
    choice.get("value").map(|value| SlashValue::Text(plain(value)))
}

/// Returns the option type of a value, for options that are not registered.
fn natural_kind(value: &SlashValue) -> u64 {
    match value {
        SlashValue::Text(_) => 3,
        SlashValue::Number(number) if number.is_i64() || number.is_u64() => 4,
        SlashValue::Number(_) => 10,
        SlashValue::Bool(_) => 5,
        SlashValue::User(_) => 6,
        SlashValue::Role(_) => 8,
        SlashValue::Channel(_) => 7,
        SlashValue::File { .. } => 11,
    }
}

/// Returns the contents of a file; of any other value, its text.
fn content(value: &SlashValue) -> Result<Bytes, String> {
    let bytes = match value {
        SlashValue::File { bytes, .. } => Bytes::from(bytes.clone()),
        other => Bytes::from(other.to_string()),
    };
    check_files([bytes.len()].into_iter())?;
    Ok(bytes)
}

/// Checks a value as Discord's client does before it sends it.
fn check(world: &World, definition: &Value, name: &str, value: &Value) -> Result<(), String> {
    let limit = |key: &str| definition.get(key).and_then(Value::as_f64);
    let beyond = |number: f64| {
        limit("min_value").is_some_and(|min| number < min)
            || limit("max_value").is_some_and(|max| number > max)
    };
    if let Some(number) = value.as_f64().filter(|number| beyond(*number)) {
        let range = match (limit("min_value"), limit("max_value")) {
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, max) => format!("at most {}", max.unwrap_or_default()),
        };
        return Err(format!("the option `{name}` is out of range: {number}; it takes {range}"));
    }
    let kind = definition.get("type").and_then(Value::as_u64);
    if let (Some(3), Some(text)) = (kind, value.as_str()) {
        let count = text.chars().count();
        let bound =
            |key: &str| definition.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        if count < bound("min_length").unwrap_or(0)
            || count > bound("max_length").unwrap_or(6000)
            || count == 0
        {
            return Err(format!("the option `{name}` is too short or too long: {count} characters"));
        }
    }
    if let Some(choices) =
        definition.get("choices").and_then(Value::as_array).filter(|choices| !choices.is_empty())
    {
        let same = |choice: &Value| {
            let offered = choice.get("value").unwrap_or(&Value::Null);
            offered == value || offered.as_f64().is_some_and(|offered| value.as_f64() == Some(offered))
        };
        if !choices.iter().any(same) {
            let choices = definition.get("choices").and_then(Value::as_array).into_iter().flatten();
            let names: Vec<&str> =
                choices.filter_map(|choice| choice.get("name").and_then(Value::as_str)).collect();
            return Err(format!("the option `{name}` has no choice {value}; it has {}", names.join(", ")));
        }
    }
    let kinds = definition.get("channel_types").and_then(Value::as_array).filter(|kinds| !kinds.is_empty());
    if let (Some(7), Some(kinds)) = (kind, kinds) {
        let channel = value.as_str().and_then(|id| id.parse().ok()).and_then(|id| world.channels.get(&id));
        let actual = channel.map(|channel| u64::from(u8::from(channel.kind)));
        if !kinds.iter().any(|kind| kind.as_u64() == actual) {
            return Err(format!("the option `{name}` takes no channel of this type"));
        }
    }
    Ok(())
}

pub(crate) fn user(world: &World, text: &str) -> Option<UserId> {
    let plain = text.trim_start_matches("<@").trim_start_matches(['!', '@']).trim_end_matches('>');
    let by_id = plain.parse::<u64>().ok().filter(|id| *id != 0).map(UserId::new);
    by_id.filter(|id| world.users.contains_key(id)).or_else(|| world.user_named(plain))
}

pub(crate) fn channel(world: &World, resolved: &Resolved, text: &str) -> Option<ChannelId> {
    let plain = text.trim_start_matches("<#").trim_start_matches('#').trim_end_matches('>');
    let mut channels = world.channels.values().filter(|channel| channel.guild == resolved.guild);
    channels
        .find(|channel| channel.name == plain || channel.id.to_string() == plain)
        .map(|channel| channel.id)
}

pub(crate) fn role(world: &World, resolved: &Resolved, text: &str) -> Option<RoleId> {
    let plain = text.trim_start_matches("<@&").trim_end_matches('>');
    let mut roles = world.guilds.get(&resolved.guild?)?.roles.values();
    let named = |name: &str| name == plain || Some(name) == plain.strip_prefix('@');
    roles.find(|role| named(&role.name) || role.id.to_string() == plain).map(|role| role.id)
}

impl Resolved {
    pub(crate) fn new(channel: ChannelId, guild: Option<GuildId>) -> Self {
        Self { channel, guild, maps: Map::new() }
    }

    pub(crate) fn into_json(self) -> Value {
        Value::Object(self.maps)
    }

    /// Adds the objects to the data of an interaction. Discord omits the field when there are none: clients take its presence for
    /// values that are ids.
    pub(crate) fn put_into(self, data: &mut Value) {
        if !self.maps.is_empty() {
            put(data, "resolved", self.into_json());
        }
    }

    pub(crate) fn user(&mut self, world: &World, id: UserId) -> Value {
        self.add("users", id.get(), world.user_json(id));
        let guild = self.guild;
        if let Some(mut member) = guild.and_then(|guild| world.member(guild, id)).map(MemberRecord::to_json) {
            if let Some(object) = member.as_object_mut() {
                object.retain(|key, _| !matches!(key.as_str(), "deaf" | "mute"));
                let permissions = world.permissions_in(self.channel, id);
                object.insert("permissions".into(), json!(permissions.bits().to_string()));
            }
            self.add("members", id.get(), member);
        }
        json!(id)
    }

    pub(crate) fn channel(&mut self, world: &World, id: ChannelId) -> Value {
        let mut json = world.channel_json(id).unwrap_or_default();
        let permissions = world.bot_permissions_in(id).bits().to_string();
        put(&mut json, "permissions", json!(permissions));
        put(&mut json, "app_permissions", json!(permissions));
        self.add("channels", id.get(), json);
        json!(id)
    }

    pub(crate) fn role(&mut self, world: &World, id: RoleId) -> Value {
        let role = self.guild.and_then(|guild| world.guilds.get(&guild)?.roles.get(&id));
        if let Some(role) = role {
            self.add("roles", id.get(), role.to_json());
        }
        json!(id)
    }

    /// Uploads a file and returns its id.
    pub(crate) fn attachment(&mut self, world: &mut World, file_name: &str, bytes: Bytes) -> Value {
        let mut file = world.upload(self.channel, file_name, bytes);
        // Only the bot sees the attachments of an interaction.
        put(&mut file, "ephemeral", json!(true));
        let id = file.get("id").cloned().unwrap_or_default();
        let number = id.as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
        self.add("attachments", number, file);
        id
    }

    fn add(&mut self, map: &str, id: u64, value: Value) {
        let map = self.maps.entry(map).or_insert_with(|| json!({}));
        put(map, &id.to_string(), value);
    }
}
