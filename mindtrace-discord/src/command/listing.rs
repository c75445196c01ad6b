//! Commands as JSON, for the list of the HTTP surface and of the command line.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Check, CommandKind, CommandSpec, Contexts, ParamSpec};
use crate::args::limit::{Bound, Literal, Presence};
use crate::args::{ArgumentKind, Consumes};
use crate::limits::cooldown_spec::{Cooldown, CooldownScope};
use crate::permissions;
use crate::surface::Surface;

/// A command in the list.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub(crate) struct Listed {
    name: &'static str,
    #[cfg_attr(feature = "http", schema(value_type = String))]
    kind: CommandKind,
    description: &'static str,
    help: Option<&'static str>,
    usage: String,
    #[cfg_attr(feature = "http", schema(value_type = Vec<String>))]
    aliases: &'static [&'static str],
    category: Option<&'static str>,
    enabled: bool,
    hidden: bool,
    /// Seconds after which all uses are available again.
    cooldown: Option<f64>,
    /// The number of uses in that time.
    uses: Option<u32>,
    /// The scope in which uses are counted.
    #[cfg_attr(feature = "http", schema(value_type = Option<String>))]
    counted_for: Option<CooldownScope>,
    /// The bucket that commands share.
    bucket: Option<&'static str>,
    #[cfg_attr(feature = "http", schema(value_type = Option<Object>))]
    concurrency: Option<Value>,
    /// The checks as written, such as `any(is_owner, is_helper)`.
    checks: Vec<String>,
    /// The ids of the only guilds it is offered in; empty when it is offered everywhere.
    guilds: Vec<String>,
    permissions: Vec<&'static str>,
    bot_permissions: Vec<&'static str>,
    #[cfg_attr(feature = "http", schema(value_type = String))]
    contexts: Contexts,
    nsfw: bool,
    owners_only: bool,
    ephemeral: bool,
    #[cfg_attr(feature = "http", schema(value_type = Vec<String>))]
    surfaces: &'static [Surface],
    parameters: Vec<Parameter>,
}

/// An argument in the list.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
struct Parameter {
    name: &'static str,
    description: &'static str,
    #[serde(rename = "type")]
    #[cfg_attr(feature = "http", schema(value_type = String))]
    kind: ArgumentKind,
    required: bool,
    list: bool,
    rest: bool,
    #[cfg_attr(feature = "http", schema(value_type = Option<serde_json::Value>))]
    default: Option<Value>,
    #[cfg_attr(feature = "http", schema(value_type = Option<serde_json::Value>))]
    min: Option<Value>,
    #[cfg_attr(feature = "http", schema(value_type = Option<serde_json::Value>))]
    max: Option<Value>,
    min_length: Option<u16>,
    max_length: Option<u16>,
    #[cfg_attr(feature = "http", schema(value_type = Vec<Object>))]
    choices: Vec<Value>,
    /// Whether it is written as `--name` in a message.
    flag: bool,
    autocomplete: bool,
    below_caller: bool,
    channel_types: Vec<&'static str>,
}

impl Listed {
    /// Creates the entry of a command.
    pub(crate) fn new(spec: &CommandSpec, prefix: &str, enabled: bool) -> Self {
        let text = |text: &'static str| (!text.is_empty()).then_some(text);
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
            uses: spec.cooldown.map(Cooldown::uses),
            counted_for: spec.cooldown.map(Cooldown::counted_for),
            bucket: spec.cooldown.and_then(Cooldown::bucket_name),
            concurrency: spec.concurrency.map(|concurrency| {
                json!({
                    "limit": concurrency.limit,
                    "counted_for": concurrency.scope,
                    "wait": concurrency.wait.map(|wait| wait.as_secs_f64()),
                })
            }),
            checks: spec.checks.iter().map(written).collect(),
            guilds: spec.guilds.iter().map(ToString::to_string).collect(),
            permissions: permissions::names(spec.permissions).collect(),
            bot_permissions: permissions::names(spec.bot_permissions).collect(),
            contexts: spec.contexts(),
            nsfw: spec.nsfw,
            owners_only: spec.owners_only,
            ephemeral: spec.ephemeral,
            surfaces: spec.surfaces,
            parameters: spec.params.iter().map(parameter).collect(),
        }
    }
}

/// Formats a check as it is written in the attribute.
fn written(check: &Check) -> String {
    let all = |checks: &[Check]| checks.iter().map(written).collect::<Vec<_>>().join(", ");
    match check {
        Check::Is(name, _) => (*name).to_owned(),
        Check::All(checks) => format!("all({})", all(checks)),
        Check::Any(checks) => format!("any({})", all(checks)),
    }
}

fn parameter(param: &ParamSpec) -> Parameter {
    Parameter {
        name: param.name,
        description: param.description,
        kind: param.kind,
        required: param.is_required(),
        list: param.presence == Presence::List,
        rest: param.reads == Consumes::Rest,
        flag: param.reads == Consumes::Flag,
        autocomplete: param.suggest.is_some(),
        below_caller: param.below_caller,
        channel_types: param.channels.iter().map(|kind| kind.as_str()).collect(),
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
        // JSON readers disagree about numbers of more than 64 bits.
        Bound::Integer(value) => i64::try_from(value)
            .map(|value| json!(value))
            .or_else(|_| u64::try_from(value).map(|value| json!(value)))
            .unwrap_or_else(|_| json!(value.to_string())),
        Bound::Number(value) => json!(value),
        Bound::Duration(_) => json!(bound.to_string()),
    }
}
