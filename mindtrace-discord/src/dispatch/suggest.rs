//! Autocomplete: suggestions for an option that is being typed. This is not a call: it is not counted, answered or observed.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use super::resolve::{self, Resolved};
use super::{Input, Invocation, guard, run};
use crate::args::limit::Presence;
use crate::args::{ArgumentKind, Suggestion, Value};
use crate::command::ParamSpec;
use crate::context::{Call, Context, Inner};
use crate::outcome::CommandError;
use crate::payload::MAX_SAFE;
use crate::redact::chain;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;

/// Discord drops the interaction after three seconds; half a second is left for the network.
const DEADLINE: Duration = Duration::from_millis(2500);

/// Discord: the most suggestions in one response.
const MOST: usize = 25;

/// Discord: the most characters of a suggestion's name, and of its value.
const LONGEST: usize = 100;

/// Returns the suggestions for one option within Discord's limits: few, short, of the option's kind, without duplicates.
///
/// Returns none if the caller could not make the call, or if a check or the bot's function fails, which is logged.
pub(crate) async fn suggestions(
    runtime: &Arc<Runtime>,
    invocation: &Invocation,
    option: &str,
    typed: &str,
) -> Vec<Suggestion> {
    // Shutting down waits for this token; the function is cancelled at once.
    let _running = runtime.tasks.token();
    let Ok(resolved) = resolve::resolve(runtime, invocation) else { return Vec::new() };
    let Some(param) = resolved.command.params.iter().find(|param| param.name == option) else {
        return Vec::new();
    };
    let work = ask(runtime, &resolved, param, invocation, typed);
    match run::isolated(
        super::recorded(runtime, &resolved.command),
        work,
        &Deadline::start(DEADLINE),
        &invocation.cancel,
    )
    .await
    {
        Ok(found) => fitting(param, found),
        Err(error) => {
            let (command, reference) = (resolved.command.name, invocation.reference);
            if error.is_user_fault() || matches!(error, CommandError::Cancelled) {
                tracing::debug!(command, option, reason = error.code(), "no suggestions");
            } else {
                let outcome = error.code();
                tracing::error!(command, option, outcome, %reference, error = %chain(&error), "suggestions failed");
            }
            Vec::new()
        }
    }
}

async fn ask(
    runtime: &Arc<Runtime>,
    resolved: &Resolved,
    param: &ParamSpec,
    invocation: &Invocation,
    typed: &str,
) -> Result<Vec<Suggestion>, CommandError> {
    let Some(suggest) = param.suggest else { return Ok(Vec::new()) };
    let options = match &invocation.input {
        Input::Options(options) => options.clone(),
        Input::Text(_) | Input::Json(_) => Vec::new(),
    };
    let ctx = Context::new(Inner {
        runtime: Arc::clone(runtime),
        reference: invocation.reference,
        call: Some(Call {
            command: Arc::clone(&resolved.command),
            surface: invocation.surface,
            caller: invocation.caller.clone(),
            location: invocation.location.clone(),
            prefix: None,
            is_rerun: false,
            interaction: invocation.interaction.clone(),
            options,
            ticket: Mutex::default(),
        }),
        actor: invocation.caller.user.clone(),
        guild_id: invocation.location.guild_id,
        channel_id: invocation.location.channel_id,
        message_id: None,
        replies: None,
        deadline: None,
        locale: invocation.locale.clone().map(OnceLock::from).unwrap_or_default(),
        cancel: invocation.cancel.clone(),
        hold: Mutex::default(),
    });
    guard::check_autocomplete(&ctx, resolved, invocation).await?;
    suggest(&ctx, typed).await.map_err(CommandError::Handler)
}

/// Removes the suggestions that Discord would refuse; one of them would make it refuse all.
fn fitting(param: &ParamSpec, found: Vec<Suggestion>) -> Vec<Suggestion> {
    let kind = if param.presence == Presence::List { ArgumentKind::String } else { param.kind };
    let mut fitting: Vec<Suggestion> = Vec::new();
    for suggestion in found {
        if fitting.len() == MOST {
            break;
        }
        let name = shortened(&suggestion.name);
        match sendable(kind, suggestion.value) {
            Some(value) if !name.is_empty() => {
                let suggestion = Suggestion { name, value };
                if !fitting.contains(&suggestion) {
                    fitting.push(suggestion);
                }
            }
            _ => tracing::debug!(
                option = param.name,
                name,
                "a suggestion with a wrong type or length is dropped"
            ),
        }
    }
    fitting
}

fn sendable(kind: ArgumentKind, value: Value) -> Option<Value> {
    kind.normalise(value).filter(|value| match value {
        Value::Text(text) => !text.trim().is_empty() && text.chars().count() <= LONGEST,
        Value::Integer(number) => number.unsigned_abs() <= MAX_SAFE.unsigned_abs(),
        #[allow(clippy::cast_precision_loss)]
        Value::Number(number) => number.abs() <= MAX_SAFE as f64,
        Value::Boolean(_) => false,
    })
}

fn shortened(name: &str) -> String {
    let name = name.trim();
    match name.char_indices().nth(LONGEST) {
        None => name.to_owned(),
        Some(_) => name.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}
