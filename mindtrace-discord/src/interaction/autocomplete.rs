//! Autocomplete interactions, which request suggestions for an option.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use serenity::model::application::{CommandDataOption, CommandDataOptionValue};

use super::command::{self, Called};
use crate::args::{Suggestion, Value};
use crate::discord::InteractionKey;
use crate::dispatch;
use crate::redact::redacted;
use crate::runtime::Runtime;

/// Responds with suggestions. If anything fails, the response is an empty list.
pub(super) async fn answer(runtime: &Arc<Runtime>, called: Called) {
    let key = InteractionKey { id: called.id, token: called.token.clone() };
    let focused = focused(&called.data.options);
    // The focused option has no value yet, so it is not among the invocation's options.
    let suggestions = match (focused, command::invocation(runtime, called)) {
        (Some((option, typed)), Some(mut invocation)) => {
            // Suggestions are cancelled when the bot stops.
            invocation.cancel = runtime.draining.child_token();
            dispatch::suggestions(runtime, &invocation, &option, &typed).await
        }
        _ => Vec::new(),
    };
    let choices = suggestions.iter().map(choice).collect::<Vec<_>>().into();
    if let Err(error) = runtime.directory.api().suggest(&key, choices).await {
        tracing::warn!(error = %redacted(&error), "the suggestions could not be sent");
    }
}

/// Returns the name of the focused option and the text typed so far.
fn focused(options: &[CommandDataOption]) -> Option<(String, String)> {
    options.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::Autocomplete { value, .. } => Some((option.name.clone(), value.clone())),
        CommandDataOptionValue::SubCommand(inner) | CommandDataOptionValue::SubCommandGroup(inner) => {
            focused(inner)
        }
        _ => None,
    })
}

fn choice(suggestion: &Suggestion) -> Json {
    let value = match &suggestion.value {
        Value::Text(text) => json!(text),
        // Values beyond what Discord represents exactly were removed before.
        Value::Integer(number) => i64::try_from(*number).map_or(Json::Null, |number| json!(number)),
        Value::Number(number) => json!(number),
        Value::Boolean(value) => json!(value),
    };
    json!({ "name": suggestion.name, "value": value })
}
