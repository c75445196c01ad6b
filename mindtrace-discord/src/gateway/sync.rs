//! Registering slash commands with Discord, only when something changed.

use std::time::Duration;

use serde_json::{Map, Value, json};
use serenity::http::{LightMethod, Request, Route};

use crate::bot::Runtime;
use crate::command::{Bound, CommandSpec, ParamSpec, Scope};
use crate::redact::redacted;
use crate::surface::Surface;

/// Discord's whole numbers are doubles: beyond this they are not exact.
const MAX_SAFE: i128 = (1 << 53) - 1;

/// Discord's command type for an app that opens in the client; it is not ours to delete.
const ENTRY_POINT: u64 = 4;

/// The waits before each further try.
const RETRIES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(15), Duration::from_mins(1)];

/// Makes Discord's list of commands the program's. A failure is logged and tried again; the other surfaces go on.
pub(super) async fn sync(runtime: &Runtime) {
    for retry in RETRIES.into_iter().map(Some).chain([None]) {
        let error = match write_changes(runtime).await {
            Ok(Some(count)) => return tracing::info!(count, "slash commands registered"),
            Ok(None) => return tracing::debug!("slash commands are registered already"),
            Err(error) => redacted(&error),
        };
        let Some(wait) = retry else {
            return tracing::error!(
                error,
                "slash commands could not be registered; calls by prefix and HTTP still work"
            );
        };
        tracing::warn!(error, "slash commands could not be registered; next try in {wait:?}");
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = runtime.draining.cancelled() => return,
        }
    }
}

async fn write_changes(runtime: &Runtime) -> serenity::Result<Option<usize>> {
    let Some(application_id) = runtime.identity().map(|identity| identity.application_id) else {
        return Ok(None);
    };
    let route = Route::Commands { application_id };
    let theirs: Vec<Value> = runtime.http.fire(Request::new(route, LightMethod::Get)).await?;
    let mut ours: Vec<Value> = runtime
        .registry
        .commands()
        .filter(|command| command.is_offered_at(Surface::Slash))
        .map(command)
        .collect();
    let (kept, theirs): (Vec<Value>, Vec<Value>) =
        theirs.into_iter().partition(|command| command["type"] == ENTRY_POINT);
    if normalised(&ours) == normalised(&theirs) {
        return Ok(None);
    }
    let count = ours.len();
    ours.extend(kept);
    runtime.http.create_global_commands(&ours).await?;
    Ok(Some(count))
}

/// A command as Discord takes it. Our own JSON, because serenity's builder has no negative bounds.
pub(crate) fn command(spec: &CommandSpec) -> Value {
    let contexts: &[u8] = match spec.reach() {
        Scope::Anywhere => &[0, 1],
        Scope::Guild => &[0],
        Scope::Dm => &[1],
    };
    let options: Vec<Value> = spec.params.iter().map(option).collect();
    let permissions = (!spec.permissions.is_empty()).then(|| spec.permissions.bits().to_string());
    json!({
        "type": 1,
        "name": spec.name,
        "description": spec.description,
        "options": options,
        "default_member_permissions": permissions,
        "contexts": contexts,
        "nsfw": spec.nsfw,
    })
}

fn option(param: &ParamSpec) -> Value {
    let mut option = Map::new();
    // A list is one text: Discord has no repeated options.
    let kind = if param.presence == crate::command::Presence::List { 3 } else { param.kind.discord() };
    option.insert("type".into(), json!(kind));
    option.insert("name".into(), json!(param.name));
    option.insert("description".into(), json!(param.description));
    option.insert("required".into(), json!(param.is_required()));
    if param.presence == crate::command::Presence::List {
        return Value::Object(option);
    }
    if !param.choices.is_empty() {
        let choices: Vec<Value> = param
            .choices
            .iter()
            .map(|choice| json!({ "name": choice.name(), "value": value(param, choice.value()) }))
            .collect();
        option.insert("choices".into(), json!(choices));
    }
    let bounds = [("min_value", param.min), ("max_value", param.max)];
    for (key, bound) in bounds.into_iter().filter_map(|(key, bound)| Some((key, bound?))) {
        option.insert(key.into(), number(bound));
    }
    let lengths = [("min_length", param.min_length), ("max_length", param.max_length)];
    for (key, length) in lengths.into_iter().filter_map(|(key, length)| Some((key, length?))) {
        option.insert(key.into(), json!(length));
    }
    Value::Object(option)
}

/// A choice of numbers is sent as a number.
fn value(param: &ParamSpec, text: &str) -> Value {
    if param.kind.is_numeric() { serde_json::from_str(text).unwrap_or(Value::Null) } else { json!(text) }
}

fn number(bound: Bound) -> Value {
    match bound {
        Bound::Integer(value) => {
            let safe = value.clamp(-MAX_SAFE, MAX_SAFE);
            // Clamped to 54 bits, so it fits.
            i64::try_from(safe).map_or(Value::Null, |value| json!(value))
        }
        Bound::Number(value) => json!(value),
    }
}

/// A list of commands reduced to what has a meaning, sorted, so that equal lists are equal values.
///
/// Discord fills in defaults, adds ids and leaves out what is empty; what it leaves out means the default.
fn normalised(commands: &[Value]) -> Vec<Value> {
    let mut commands: Vec<Value> = commands.iter().map(normal_command).collect();
    commands.sort_by_cached_key(|command| (command["type"].as_u64(), command["name"].to_string()));
    commands
}

fn normal_command(command: &Value) -> Value {
    let mut contexts: Vec<u64> =
        command["contexts"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    contexts.sort_unstable();
    json!({
        "type": command["type"].as_u64().unwrap_or(1),
        "name": command["name"],
        "description": command["description"].as_str().unwrap_or_default(),
        "options": normal_options(&command["options"]),
        "default_member_permissions": command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok()),
        "contexts": contexts,
        "nsfw": command["nsfw"].as_bool().unwrap_or(false),
    })
}

fn normal_options(options: &Value) -> Vec<Value> {
    let options = options.as_array().into_iter().flatten();
    options
        .map(|option| {
            let choices = option["choices"].as_array().into_iter().flatten();
            json!({
                "type": option["type"],
                "name": option["name"],
                "description": option["description"],
                "required": option["required"].as_bool().unwrap_or(false),
                "autocomplete": option["autocomplete"].as_bool().unwrap_or(false),
                "choices": choices.map(|choice| json!([choice["name"], choice["value"]])).collect::<Vec<_>>(),
                // `1` and `1.0` are one number.
                "min_value": option["min_value"].as_f64(),
                "max_value": option["max_value"].as_f64(),
                "min_length": option["min_length"].as_u64(),
                "max_length": option["max_length"].as_u64(),
                "options": normal_options(&option["options"]),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::normalised;

    #[test]
    fn what_discord_fills_in_is_no_change() {
        let ours = json!({
            "type": 1, "name": "roll", "description": "Roll.", "default_member_permissions": null, "contexts": [0, 1], "nsfw": false,
            "options": [{ "type": 4, "name": "sides", "description": "d", "required": false, "min_value": 2, "max_value": 100 }],
        });
        let theirs = json!({
            "id": "1", "application_id": "2", "version": "3", "type": 1, "name": "roll", "description": "Roll.",
            "default_member_permissions": null, "contexts": [1, 0], "integration_types": [0, 1], "name_localizations": null,
            "options": [{ "type": 4, "name": "sides", "description": "d", "min_value": 2.0, "max_value": 100.0 }],
        });
        assert_eq!(normalised(&[ours]), normalised(&[theirs]));
    }

    #[test]
    fn a_changed_description_is_a_change() {
        let command = |text: &str| json!({ "type": 1, "name": "a", "description": text });
        assert_ne!(normalised(&[command("x")]), normalised(&[command("y")]));
    }
}
