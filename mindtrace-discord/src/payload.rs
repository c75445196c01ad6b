//! Renders the commands of the registry as Discord's JSON: one list for each scope.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};
use serenity::model::id::GuildId;

use self::keys::{Keys, group_keys, spec_keys};
use crate::args::ArgumentKind;
use crate::args::limit::{Bound, ChoiceSpec, Presence};
use crate::command::{CommandKind, CommandSpec, Contexts, Install, ParamSpec};
use crate::locale::Locales;
use crate::registry::Registry;
use crate::source::Source;
use crate::surface::Surface;

/// The largest integer that Discord represents exactly; it stores integers as doubles.
pub(crate) const MAX_SAFE: i128 = (1 << 53) - 1;

/// Discord's option types of subcommands and their groups.
const SUBCOMMAND: u8 = 1;
const SUBCOMMAND_GROUP: u8 = 2;

/// A list that commands are registered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scope {
    /// The global list.
    Global,
    /// The list of one guild.
    Guild(GuildId),
}

/// One entry of Discord's list: a command, or a group with all its commands.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: CommandKind,
    pub(crate) name: &'static str,
    /// The declaration of the command, or of the first command of the group.
    pub(crate) source: Source,
    pub(crate) json: Value,
}

/// Returns the wanted list of every scope that has commands, and of the global scope in any case.
///
/// With `instead`, global commands go to that guild, and the global scope is not listed. `is_published` takes a command's position in
/// the registry; commands for which it returns `false` are omitted.
pub(crate) fn wanted(
    registry: &Registry,
    locales: &Locales,
    guild_override: Option<GuildId>,
    is_published: impl Fn(usize) -> bool,
) -> BTreeMap<Scope, Vec<Entry>> {
    let global = guild_override.map_or(Scope::Global, Scope::Guild);
    let mut scopes: BTreeMap<Scope, BTreeMap<(CommandKind, &'static str), Vec<&CommandSpec>>> =
        BTreeMap::new();
    scopes.entry(global).or_default();
    let listed = registry.commands().enumerate().filter(|(_, command)| is_listed(command));
    for (_, command) in listed.filter(|(position, _)| is_published(*position)) {
        let mut add = |scope| {
            let entries = scopes.entry(scope).or_default();
            entries.entry((command.kind, top(command))).or_default().push(command);
        };
        if command.guilds.is_empty() {
            add(global);
        }
        for guild in command.guilds.iter().filter(|guild| **guild != 0) {
            add(Scope::Guild(GuildId::new(*guild)));
        }
    }
    let entry = |scope, ((kind, name), members): ((CommandKind, &'static str), Vec<&CommandSpec>)| {
        let first = members.first()?;
        let json = match kind {
            CommandKind::Chat if members.iter().any(|member| !member.groups.is_empty()) => {
                group(&members, name, locales, scope)
            }
            CommandKind::Chat => chat(first, locales, scope),
            _ => context_menu(first, locales, scope),
        };
        Some(Entry { kind, name, source: first.source, json })
    };
    let list = |(scope, entries): (Scope, BTreeMap<_, _>)| {
        (scope, entries.into_iter().filter_map(|item| entry(scope, item)).collect())
    };
    scopes.into_iter().map(list).collect()
}

/// Whether the command belongs on Discord's list.
fn is_listed(command: &CommandSpec) -> bool {
    match command.kind {
        CommandKind::Chat => command.is_offered_at(Surface::Slash),
        CommandKind::User | CommandKind::Message => command.is_offered_at(Surface::ContextMenu),
        CommandKind::Component => false,
    }
}

/// Returns the name of the entry that a command belongs to.
fn top(command: &CommandSpec) -> &'static str {
    command.groups.first().map_or(command.name, |group| group.name())
}

fn chat(command: &CommandSpec, locales: &Locales, scope: Scope) -> Value {
    let mut json = described(command.name, command.description, &spec_keys(command), locales);
    json.insert("type".into(), json!(1));
    json.insert("options".into(), json!(options(command, locales)));
    gates(&mut json, &[command], scope);
    Value::Object(json)
}

fn context_menu(command: &CommandSpec, locales: &Locales, scope: Scope) -> Value {
    let mut json = Map::new();
    json.insert("type".into(), json!(command.kind.discord()));
    json.insert("name".into(), json!(command.name));
    let localised = locales.localisations(&spec_keys(command).name(), command.name);
    json.insert("name_localizations".into(), json!(localised));
    gates(&mut json, &[command], scope);
    Value::Object(json)
}

/// Renders a group: its commands as subcommands, those of inner groups one level deeper.
fn group(members: &[&CommandSpec], name: &'static str, locales: &Locales, scope: Scope) -> Value {
    // Discord cannot show a command with the group's own name; `validate` reports it.
    let members: Vec<&CommandSpec> =
        members.iter().copied().filter(|member| !member.groups.is_empty()).collect();
    let description = members.iter().find_map(|member| member.groups.first()).map_or("", |g| g.description());
    let mut json = described(name, description, &group_keys(name), locales);
    json.insert("type".into(), json!(1));
    let mut options: Vec<Value> = Vec::new();
    let mut inner: BTreeMap<&str, Vec<&CommandSpec>> = BTreeMap::new();
    for member in &members {
        match member.groups {
            [_] => options.push(subcommand(member, locales)),
            [_, second, ..] => inner.entry(second.name()).or_default().push(member),
            [] => {}
        }
    }
    for (second, members) in inner {
        let description =
            members.iter().find_map(|member| member.groups.get(1)).map_or("", |group| group.description());
        let path = format!("{name} {second}");
        let mut json = described(second, description, &group_keys(&path), locales);
        json.insert("type".into(), json!(SUBCOMMAND_GROUP));
        let members: Vec<Value> = members.iter().map(|member| subcommand(member, locales)).collect();
        json.insert("options".into(), json!(members));
        options.push(Value::Object(json));
    }
    json.insert("options".into(), json!(options));
    gates(&mut json, &members, scope);
    Value::Object(json)
}

fn subcommand(command: &CommandSpec, locales: &Locales) -> Value {
    let name = command.name.rsplit(' ').next().unwrap_or(command.name);
    let mut json = described(name, command.description, &spec_keys(command), locales);
    json.insert("type".into(), json!(SUBCOMMAND));
    json.insert("options".into(), json!(options(command, locales)));
    Value::Object(json)
}

/// Renders a name and a description with their translations.
fn described(name: &str, description: &str, keys: &Keys, locales: &Locales) -> Map<String, Value> {
    let mut json = Map::new();
    json.insert("name".into(), json!(name));
    json.insert("description".into(), json!(description));
    json.insert("name_localizations".into(), json!(locales.localisations(&keys.name(), name)));
    json.insert(
        "description_localizations".into(),
        json!(locales.localisations(&keys.description(), description)),
    );
    json
}

/// Adds the restrictions that Discord applies. An entry is visible to members who may use at least one of its commands; the guard
/// still checks every call.
fn gates(json: &mut Map<String, Value>, members: &[&CommandSpec], scope: Scope) {
    let common = members.iter().map(|member| member.permissions).reduce(|common, needed| common & needed);
    let permissions = common.filter(|common| !common.is_empty()).map(|common| common.bits().to_string());
    json.insert("default_member_permissions".into(), json!(permissions));
    let nsfw = !members.is_empty() && members.iter().all(|member| member.nsfw);
    json.insert("nsfw".into(), json!(nsfw));
    if scope == Scope::Global {
        let is_in = |wanted: &[Contexts]| members.iter().any(|member| wanted.contains(&member.contexts()));
        let mut contexts = Vec::new();
        if is_in(&[Contexts::Any, Contexts::Guild]) {
            contexts.push(0);
        }
        if is_in(&[Contexts::Any, Contexts::Dm]) {
            contexts.push(1);
            // A user-installed command also works in direct messages with other users.
            if members.iter().any(|member| member.installs.contains(&Install::User)) {
                contexts.push(2);
            }
        }
        json.insert("contexts".into(), json!(contexts));
        let mut installs: Vec<u8> =
            members.iter().flat_map(|member| member.installs).map(|install| install.discord()).collect();
        installs.sort_unstable();
        installs.dedup();
        if !installs.is_empty() {
            json.insert("integration_types".into(), json!(installs));
        }
    }
}

fn options(command: &CommandSpec, locales: &Locales) -> Vec<Value> {
    let keys = spec_keys(command);
    // Discord wants required options first; a specification may declare a list before them.
    let (required, optional): (Vec<_>, Vec<_>) = command.params.iter().partition(|param| param.is_required());
    let params = required.into_iter().chain(optional);
    params.map(|param| option(param, &keys, locales)).collect()
}

fn option(param: &ParamSpec, keys: &Keys, locales: &Locales) -> Value {
    let mut option = Map::new();
    let is_list = param.presence == Presence::List;
    // A list is one string: Discord has no repeated options.
    let kind = if is_list { ArgumentKind::String } else { param.kind };
    option.insert("type".into(), json!(kind.discord()));
    option.insert("name".into(), json!(param.name));
    option.insert("description".into(), json!(param.description));
    option.insert("required".into(), json!(param.is_required()));
    let names = locales.localisations(&keys.param_name(param), param.name);
    let descriptions = locales.localisations(&keys.param_description(param), param.description);
    for (key, texts) in [("name_localizations", names), ("description_localizations", descriptions)] {
        if !texts.is_empty() {
            option.insert(key.into(), json!(texts));
        }
    }
    if is_list {
        return Value::Object(option);
    }
    if !param.choices.is_empty() {
        let choices: Vec<Value> =
            param.choices.iter().map(|item| choice(item, param, keys, locales)).collect();
        option.insert("choices".into(), json!(choices));
    }
    if param.suggest.is_some() {
        option.insert("autocomplete".into(), json!(true));
    }
    if !param.channels.is_empty() {
        let types: Vec<u8> = param.channels.iter().flat_map(|kind| kind.discord()).copied().collect();
        option.insert("channel_types".into(), json!(types));
    }
    let bounds = [("min_value", param.min), ("max_value", param.max)];
    for (key, bound) in bounds.into_iter().filter_map(|(key, bound)| Some((key, number(bound?)?))) {
        option.insert(key.into(), bound);
    }
    let lengths = [("min_length", param.min_length), ("max_length", param.max_length)];
    for (key, length) in lengths.into_iter().filter_map(|(key, length)| Some((key, length?))) {
        option.insert(key.into(), json!(length));
    }
    Value::Object(option)
}

fn choice(choice: &ChoiceSpec, param: &ParamSpec, keys: &Keys, locales: &Locales) -> Value {
    let text = choice.value();
    // The value must have the option's type, or Discord refuses the command.
    let value = match param.kind {
        ArgumentKind::Integer => text.parse::<i64>().map_or_else(|_| json!(text), |value| json!(value)),
        ArgumentKind::Number => text.parse::<f64>().map_or_else(|_| json!(text), |value| json!(value)),
        _ => json!(text),
    };
    let mut json = json!({ "name": choice.name(), "value": value });
    let names = locales.localisations(&keys.choice(param, text), choice.name());
    if !names.is_empty()
        && let Some(object) = json.as_object_mut()
    {
        object.insert("name_localizations".into(), json!(names));
    }
    json
}

/// Returns a bound as Discord has it; `None` for a length of time, which is typed as text.
fn number(bound: Bound) -> Option<Value> {
    match bound {
        Bound::Integer(value) => {
            let safe = value.clamp(-MAX_SAFE, MAX_SAFE);
            // Clamped to 54 bits, so it fits.
            i64::try_from(safe).ok().map(|value| json!(value))
        }
        Bound::Number(value) => Some(json!(value)),
        Bound::Duration(_) => None,
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Global => f.write_str("global commands"),
            Self::Guild(guild) => write!(f, "commands of guild {guild}"),
        }
    }
}

pub(crate) mod keys;
#[cfg(test)]
mod tests;
