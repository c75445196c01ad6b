//! `GET /discord/commands` and the switch of each.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Shared;
use super::problem::Problem;
use crate::args::ArgumentKind;
use crate::bot::Runtime;
use crate::command::{Bound, CommandSpec, Literal, ParamSpec, Presence, Scope};
use crate::surface::Surface;

#[derive(Debug, Deserialize)]
pub(super) struct Filter {
    /// Only commands of this category, in any case.
    #[serde(default)]
    category: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct List {
    commands: Vec<Command>,
    total: usize,
}

/// One command as HTTP callers see it.
#[derive(Debug, Serialize)]
struct Command {
    name: &'static str,
    description: &'static str,
    help: Option<&'static str>,
    usage: String,
    aliases: &'static [&'static str],
    category: Option<&'static str>,
    enabled: bool,
    hidden: bool,
    /// Seconds between two uses by one user.
    cooldown: Option<f64>,
    permissions: Vec<&'static str>,
    bot_permissions: Vec<&'static str>,
    scope: Scope,
    nsfw: bool,
    owners_only: bool,
    ephemeral: bool,
    surfaces: &'static [Surface],
    parameters: Vec<Parameter>,
}

/// One argument as HTTP callers see it.
#[derive(Debug, Serialize)]
struct Parameter {
    name: &'static str,
    description: &'static str,
    #[serde(rename = "type")]
    kind: ArgumentKind,
    required: bool,
    list: bool,
    rest: bool,
    default: Option<Value>,
    min: Option<Value>,
    max: Option<Value>,
    min_length: Option<u16>,
    max_length: Option<u16>,
    choices: Vec<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Switch {
    enabled: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Switched {
    name: &'static str,
    enabled: bool,
}

pub(super) async fn list(
    State(shared): State<Shared>,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<List>, Problem> {
    let Query(filter) = filter?;
    let wanted = |command: &CommandSpec| match &filter.category {
        Some(category) => command.category.to_lowercase() == category.to_lowercase(),
        None => true,
    };
    let registry = &shared.runtime.registry;
    let commands: Vec<Command> = registry
        .commands()
        .filter(|command| wanted(command))
        .map(|spec| command(&shared.runtime, spec))
        .collect();
    Ok(Json(List { total: commands.len(), commands }))
}

/// Switches a command off or on for every surface at once.
pub(super) async fn switch(
    State(shared): State<Shared>,
    name: Result<Path<String>, PathRejection>,
    body: Result<Json<Switch>, JsonRejection>,
) -> Result<Json<Switched>, Problem> {
    let Path(name) = name?;
    let Json(Switch { enabled }) = body?;
    let registry = &shared.runtime.registry;
    let found = registry.position(&name).and_then(|position| Some((position, registry.at(position)?)));
    let Some((position, command)) = found else {
        return Err(Problem::unknown_command(&name, registry.nearest(&name, Surface::Http)));
    };
    shared.runtime.switches.set(position, enabled);
    tracing::info!(command = command.name, enabled, "a command was switched over HTTP");
    Ok(Json(Switched { name: command.name, enabled }))
}

fn command(runtime: &Runtime, spec: &CommandSpec) -> Command {
    let text = |text: &'static str| (!text.is_empty()).then_some(text);
    let names =
        |permissions: serenity::model::Permissions| permissions.iter_names().map(|(name, _)| name).collect();
    Command {
        name: spec.name,
        description: spec.description,
        help: text(spec.help),
        usage: spec.usage_text(runtime.prefixes.everywhere()).into_owned(),
        aliases: spec.aliases,
        category: text(spec.category),
        enabled: runtime.is_enabled(spec.name),
        hidden: spec.hidden,
        cooldown: spec.cooldown.map(|cooldown| cooldown.period().as_secs_f64()),
        permissions: names(spec.permissions),
        bot_permissions: names(spec.bot_permissions),
        scope: spec.reach(),
        nsfw: spec.nsfw,
        owners_only: spec.owners_only,
        ephemeral: spec.ephemeral,
        surfaces: spec.surfaces,
        parameters: spec.params.iter().map(parameter).collect(),
    }
}

fn parameter(param: &ParamSpec) -> Parameter {
    Parameter {
        name: param.name,
        description: param.description,
        kind: param.kind,
        required: param.is_required(),
        list: param.presence == Presence::List,
        rest: param.reads == crate::args::Reads::Rest,
        default: param.default.map(literal),
        min: param.min.map(bound),
        max: param.max.map(bound),
        min_length: param.min_length,
        max_length: param.max_length,
        choices: param
            .choices
            .iter()
            .map(|choice| json!({ "name": choice.name(), "value": choice.value() }))
            .collect(),
    }
}

fn literal(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => json!(text),
        Literal::Integer(value) => bound(Bound::Integer(value)),
        Literal::Number(value) => json!(value),
        Literal::Boolean(value) => json!(value),
    }
}

fn bound(bound: Bound) -> Value {
    match bound {
        // Beyond 64 bits JSON numbers mean different things to different readers.
        Bound::Integer(value) => i64::try_from(value)
            .map(|value| json!(value))
            .or_else(|_| u64::try_from(value).map(|value| json!(value)))
            .unwrap_or_else(|_| json!(value.to_string())),
        Bound::Number(value) => json!(value),
    }
}
