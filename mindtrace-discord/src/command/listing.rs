//! A command as programs read it: the list of the HTTP surface and of the command line.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Bound, CommandKind, CommandSpec, Literal, ParamSpec, Presence, Scope};
use crate::args::ArgumentKind;
use crate::surface::Surface;

/// One command as programs read it.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    name: &'static str,
    kind: CommandKind,
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

/// One argument as programs read it.
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

impl Listed {
    /// A command as it stands at the moment.
    pub(crate) fn new(spec: &CommandSpec, prefix: &str, enabled: bool) -> Self {
        let text = |text: &'static str| (!text.is_empty()).then_some(text);
        let names = |permissions: serenity::model::Permissions| {
            permissions.iter_names().map(|(name, _)| name).collect()
        };
        Self {
            name: spec.name,
            kind: spec.kind,
            description: spec.description,
            help: text(spec.help),
            usage: spec.usage_text(prefix).into_owned(),
            aliases: spec.aliases,
            category: text(spec.category),
            enabled,
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
