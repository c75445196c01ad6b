//! Finds registered commands and their subcommands.

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, GuildId};

use crate::json::put;
use crate::{
    discord::{commands::CommandRecord, world::World},
    member::Member,
};

/// A command or subcommand that can be sent.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// The guild the command is registered in, unless it is global.
    pub(crate) guild: Option<GuildId>,
    pub(crate) nsfw: bool,
    /// The group and the subcommand, with their option types.
    steps: Vec<(String, u64)>,
    options: Vec<Value>,
}

/// Finds the command of a path such as `tag create` in this channel.
pub(crate) fn find(world: &World, member: &Member, channel: ChannelId, path: &str) -> Result<Found, String> {
    let mut words = path.split_whitespace();
    let name = words.next().unwrap_or_default();
    let Some(command) = offered(world, member, channel, name, 1) else {
        let location = world.location_name(channel);
        return Err(format!(
            "there is no command /{name} in {location}; registered commands: {}",
            registered(world, 1, "/")
        ));
    };
    let mut found = Found::from_record(command);
    for word in words {
        found.descend(word)?;
    }
    if found.options.iter().any(is_nested) {
        return Err(format!(
            "/{path} has subcommands and cannot be used itself; name one of: {}",
            found.option_names()
        ));
    }
    Ok(found)
}

/// Finds the command of a context menu; `kind` is 2 for users and 3 for messages.
pub(super) fn find_in_context_menu(
    world: &World,
    member: &Member,
    channel: ChannelId,
    name: &str,
    kind: u64,
) -> Result<Found, String> {
    offered(world, member, channel, name, kind).map(Found::from_record).ok_or_else(|| {
        let target = if kind == 2 { "a user" } else { "a message" };
        let location = world.location_name(channel);
        let known = registered(world, kind, "");
        format!(
            "the context menu of {target} in {location} has no command `{name}`; registered commands: {known}"
        )
    })
}

/// Returns every command that a client offers here.
pub(crate) fn offered_to<'w>(
    world: &'w World,
    member: &Member,
    channel: ChannelId,
) -> impl Iterator<Item = &'w CommandRecord> {
    let is_offered = move |command: &&CommandRecord| {
        let offered = offered(world, member, channel, command.name(), command.kind());
        offered.is_some_and(|offered| offered.id == command.id)
    };
    world.commands.all.iter().filter(is_offered)
}

/// Returns the command that a client offers here under this name: one of the guild before a global one.
fn offered<'w>(
    world: &'w World,
    member: &Member,
    channel: ChannelId,
    name: &str,
    kind: u64,
) -> Option<&'w CommandRecord> {
    let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
    let context = u64::from(guild.is_none());
    let lists = |json: &Value, key: &str, number: u64| {
        let listed = json.get(key).and_then(Value::as_array);
        listed.is_none_or(|listed| listed.iter().any(|listed| listed.as_u64() == Some(number)))
    };
    let install = u64::from(member.has_user_install());
    // In a guild without the bot, only users who installed the application have its commands.
    let here_without_bot = guild.and_then(|id| world.guilds.get(&id)).is_some_and(|guild| !guild.bot_inside);
    if here_without_bot && !member.has_user_install() {
        return None;
    }
    let here = |json: &Value| lists(json, "contexts", context) && lists(json, "integration_types", install);
    let named =
        || world.commands.all.iter().filter(|command| command.kind() == kind && command.name() == name);
    // Guild commands need the application to be installed in the guild.
    let local =
        named().find(|command| !member.has_user_install() && guild.is_some() && command.guild == guild);
    local.or_else(|| named().find(|command| command.guild.is_none() && here(&command.json)))
}

fn registered(world: &World, kind: u64, prefix: &str) -> String {
    let all = world.commands.all.iter().filter(|command| command.kind() == kind);
    let names: Vec<String> = all.map(|command| format!("{prefix}{}", command.name())).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

impl Found {
    fn from_record(command: &CommandRecord) -> Self {
        Self {
            id: command.id,
            name: command.name().to_owned(),
            guild: command.guild,
            nsfw: command.json.get("nsfw").and_then(Value::as_bool).unwrap_or(false),
            steps: Vec::new(),
            options: options_of(&command.json),
        }
    }

    /// Returns a command that is not registered, which only an unchecked call can use.
    pub(crate) fn unregistered(world: &mut World, path: &str) -> Self {
        let mut words = path.split_whitespace();
        let name = words.next().unwrap_or("unknown").to_owned();
        // The last word is the subcommand, one before it the group.
        let mut steps: Vec<(String, u64)> = words.map(|word| (word.to_owned(), 2)).collect();
        if let Some((_, kind)) = steps.last_mut() {
            *kind = 1;
        }
        Self { id: world.snowflake(), name, guild: None, nsfw: false, steps, options: Vec::new() }
    }

    pub(crate) fn option(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|option| name_of(option) == name)
    }

    pub(crate) fn option_names(&self) -> String {
        if self.options.is_empty() {
            return "none".to_owned();
        }
        self.options.iter().map(name_of).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn required(&self) -> impl Iterator<Item = &str> {
        let required = |option: &&Value| option.get("required").and_then(Value::as_bool) == Some(true);
        self.options.iter().filter(required).map(name_of)
    }

    /// Returns the data of an interaction with this command and these option values.
    pub(super) fn data(&self, values: Vec<Value>) -> Value {
        // The values are nested in the subcommand, and that in its group.
        let options =
            self.steps.iter().rev().fold(values, |inner, (name, kind)| {
                vec![json!({"name": name, "type": kind, "options": inner})]
            });
        let mut data = json!({"id": self.id.to_string(), "name": self.name, "type": 1, "options": options});
        if let Some(registered_in) = self.guild {
            put(&mut data, "guild_id", json!(registered_in));
        }
        data
    }

    fn descend(&mut self, word: &str) -> Result<(), String> {
        let next = self.options.iter().find(|option| is_nested(option) && name_of(option) == word);
        let Some(next) = next else {
            return Err(format!(
                "/{} has no subcommand `{word}`; it has: {}",
                self.name,
                self.option_names()
            ));
        };
        let kind = next.get("type").and_then(Value::as_u64).unwrap_or(1);
        let inner = options_of(next);
        self.steps.push((word.to_owned(), kind));
        self.options = inner;
        Ok(())
    }
}

fn is_nested(option: &Value) -> bool {
    matches!(option.get("type").and_then(Value::as_u64), Some(1 | 2))
}

fn name_of(option: &Value) -> &str {
    option.get("name").and_then(Value::as_str).unwrap_or_default()
}

fn options_of(value: &Value) -> Vec<Value> {
    value.get("options").and_then(Value::as_array).cloned().unwrap_or_default()
}
