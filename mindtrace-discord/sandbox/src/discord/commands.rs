//! Application commands as Discord stores them.

use std::collections::HashMap;

use serde_json::{Value, json};
use serenity::model::id::{ApplicationId, GuildId};

use crate::json::put;

/// The number of commands an application may create per scope and day.
pub(crate) const CREATES_PER_DAY: u64 = 200;

/// All commands of the application, in order of registration.
#[derive(Debug)]
pub(crate) struct CommandStore {
    pub(crate) all: Vec<CommandRecord>,
    /// The number of write requests to command routes.
    pub(crate) writes: u64,
    /// The number of commands created per scope.
    pub(crate) creates: HashMap<Option<GuildId>, u64>,
    /// The limit of `creates` per scope.
    pub(crate) creates_per_day: u64,
}

impl Default for CommandStore {
    fn default() -> Self {
        Self { all: Vec::new(), writes: 0, creates: HashMap::new(), creates_per_day: CREATES_PER_DAY }
    }
}

impl CommandStore {
    /// Stores the commands that the answer of a recording lists, so that a replay has them as well.
    pub(crate) fn adopt(&mut self, method: &str, path: &str, answer: &Value) {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let (guild, rest) = match segments.as_slice() {
            ["applications", _, "commands", rest @ ..] => (None, rest),
            ["applications", _, "guilds", guild, "commands", rest @ ..] => {
                let Some(guild) = guild.parse::<u64>().ok().filter(|id| *id != 0) else { return };
                (Some(GuildId::new(guild)), rest)
            }
            _ => return,
        };
        let listed = match (method, rest, answer) {
            ("GET" | "PUT", [], Value::Array(all)) => {
                self.all.retain(|command| command.guild != guild);
                all.as_slice()
            }
            ("POST", [], one) | ("PATCH", [_], one) => std::slice::from_ref(one),
            _ => return,
        };
        for json in listed {
            let Some(id) = json.get("id").and_then(Value::as_str).and_then(|id| id.parse::<u64>().ok())
            else {
                continue;
            };
            self.all.retain(|command| command.id != id);
            self.all.push(CommandRecord { id, guild, json: json.clone() });
        }
    }
}

/// One command, global unless it has a guild.
#[derive(Debug, Clone)]
pub(crate) struct CommandRecord {
    pub(crate) id: u64,
    pub(crate) guild: Option<GuildId>,
    /// The command as GET returns it.
    pub(crate) json: Value,
}

impl CommandRecord {
    /// Creates a command with the fields Discord adds; `id` is also the first version.
    pub(crate) fn new(id: u64, application: ApplicationId, guild: Option<GuildId>, body: &Value) -> Self {
        let mut json = json!({
            "type": 1,
            "description": "",
            "default_member_permissions": null,
            "nsfw": false,
        });
        if guild.is_none() {
            let private = body.get("dm_permission") != Some(&json!(false));
            put(&mut json, "dm_permission", json!(private));
            put(&mut json, "contexts", if private { json!([0, 1]) } else { json!([0]) });
            put(&mut json, "integration_types", json!([0]));
        }
        for (key, value) in cleaned(body).as_object().into_iter().flatten() {
            put(&mut json, key, value.clone());
        }
        if let Some(permissions) = json.get("default_member_permissions").and_then(Value::as_u64) {
            put(&mut json, "default_member_permissions", json!(permissions.to_string()));
        }
        put(&mut json, "id", json!(id.to_string()));
        put(&mut json, "application_id", json!(application));
        put(&mut json, "version", json!(id.to_string()));
        if let Some(guild) = guild {
            put(&mut json, "guild_id", json!(guild));
        }
        Self { id, guild, json }
    }

    pub(crate) fn name(&self) -> &str {
        self.json.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn kind(&self) -> u64 {
        kind(&self.json)
    }

    /// Returns whether two commands are equal except for id and version.
    pub(crate) fn has_same_content(&self, other: &Self) -> bool {
        let essence = |record: &Self| {
            let mut json = record.json.clone();
            put(&mut json, "id", Value::Null);
            put(&mut json, "version", Value::Null);
            json
        };
        essence(self) == essence(other)
    }
}

/// Returns the type of a command body. Default: 1, a chat command.
pub(crate) fn kind(body: &Value) -> u64 {
    body.get("type").and_then(Value::as_u64).unwrap_or(1)
}

/// Removes what Discord does not return: nulls, empty lists and maps, and false where that is the default.
fn cleaned(value: &Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object
                .iter()
                .map(|(key, value)| match key.strip_suffix("_localizations") {
                    Some(text) => (key.clone(), translations(value, object.get(text))),
                    None => (key.clone(), cleaned(value)),
                })
                .filter(|(key, value)| !is_default(key, value))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(cleaned).collect()),
        other => other.clone(),
    }
}

/// Returns the translations that differ from the text itself.
fn translations(map: &Value, default: Option<&Value>) -> Value {
    let different = |(_, text): &(&String, &Value)| !text.is_null() && Some(*text) != default;
    let entries = map.as_object().into_iter().flatten().filter(different);
    Value::Object(entries.map(|(locale, text)| (locale.clone(), text.clone())).collect())
}

fn is_default(key: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(false) => matches!(key, "required" | "autocomplete"),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Number(_) | Value::String(_) | Value::Bool(true) => false,
    }
}
