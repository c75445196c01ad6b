//! The input schema of a tool: the arguments of the command, and the location of the call.

use serde_json::{Map, Value, json};

use crate::args::ArgumentKind;
use crate::command::{CommandSpec, Contexts, arguments};

/// The parameters for the location of a call.
pub(super) const LOCATION_PARAMS: [&str; 2] = ["guild_id", "channel_id"];

/// Returns the schema of a tool's input. Each description ends with the form that the value must have, as in the error about another one.
pub(super) fn input(command: &CommandSpec) -> Map<String, Value> {
    let Value::Object(mut schema) = arguments(command) else { return Map::new() };
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return schema };
    for param in command.params {
        if let Some(property) = properties.get_mut(param.name) {
            let form = param.expectation();
            property["description"] = if param.description.is_empty() {
                json!(form.to_string())
            } else {
                json!(format!("{}: {form}", param.description))
            };
        }
    }
    for name in LOCATION_PARAMS.into_iter().filter(|name| takes_location(command, name)) {
        let noun = if name == "guild_id" { "guild" } else { "channel" };
        let description = format!("The id of the {noun} in which the command is called");
        properties.insert(name.to_owned(), json!({ "type": "string", "description": description }));
    }
    if command.needs_channel() && takes_location(command, "channel_id") {
        let required = schema.entry("required").or_insert_with(|| json!([]));
        if let Some(required) = required.as_array_mut() {
            required.push(json!("channel_id"));
        }
    }
    schema
}

/// Whether a tool has this location parameter: if the location matters, and no parameter of the command has that name.
pub(super) fn takes_location(command: &CommandSpec, name: &str) -> bool {
    // Without the channel, these gates refuse every call.
    let in_channel = command.contexts() != Contexts::Any
        || !(command.permissions | command.bot_permissions).is_empty()
        || command.nsfw
        || command.needs_channel();
    // The offered guilds, the purchases of a guild, and the names and roles in it.
    let in_guild = !command.guilds.is_empty()
        || !command.entitled.is_empty()
        || command.params.iter().any(|param| is_looked_up(param.kind));
    let matters = in_channel || (in_guild && name == "guild_id");
    matters && command.params.iter().all(|param| param.name != name)
}

/// Returns whether values of a kind are looked up in the guild.
fn is_looked_up(kind: ArgumentKind) -> bool {
    matches!(
        kind,
        ArgumentKind::User | ArgumentKind::Channel | ArgumentKind::Role | ArgumentKind::Mentionable
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::model::Permissions;
    use serenity::model::id::{ChannelId, UserId};

    use super::{LOCATION_PARAMS, input, takes_location};
    use crate::args::limit::Bound;
    use crate::command::{CommandItem, CommandSpec, ParamSpec, StateSpec};

    const SPEC: CommandSpec = CommandSpec::new("say", "Say it.", crate::builtin::help::Help::invoke).params(
        const {
            &[
                ParamSpec::of::<u8>("times", "How often").min(Bound::Integer(1)).max(Bound::Integer(9)),
                ParamSpec::of::<Option<String>>("text", ""),
            ]
        },
    );

    #[test]
    fn a_property_says_which_form_its_value_must_have() {
        let schema = Value::Object(input(&SPEC));
        assert_eq!(schema["properties"]["times"]["description"], "How often: a whole number from 1 to 9");
        assert_eq!(schema["properties"]["text"]["description"], "a text");
        assert_eq!(schema["required"], json!(["times"]));
        assert_eq!(schema["properties"].get("channel_id"), None);
    }

    #[test]
    fn a_tool_takes_the_location_that_its_gates_and_arguments_need() {
        const BY_NAME: CommandSpec = SPEC.params(const { &[ParamSpec::of::<UserId>("user", "The user")] });
        let taken = |spec: &CommandSpec| LOCATION_PARAMS.map(|name| takes_location(spec, name));
        assert_eq!(taken(&SPEC), [false, false]);
        assert_eq!(taken(&SPEC.nsfw()), [true, true]);
        assert_eq!(taken(&SPEC.bot_permissions(Permissions::EMBED_LINKS)), [true, true]);
        assert_eq!(taken(&SPEC.guilds(&[7])), [true, false]);
        assert_eq!(taken(&SPEC.entitled(&[7])), [true, false]);
        assert_eq!(taken(&BY_NAME), [true, false]);
    }

    #[test]
    fn a_command_that_borrows_its_channel_needs_one() {
        let spec = SPEC.state(const { &[StateSpec::of::<ChannelId>("ChannelId")] });
        let schema = Value::Object(input(&spec));
        assert_eq!(schema["required"], json!(["times", "channel_id"]));
        assert_eq!(schema["properties"]["channel_id"]["type"], "string");
    }
}
