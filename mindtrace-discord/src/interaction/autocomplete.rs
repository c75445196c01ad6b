//! The slash surface while somebody types: interactions that ask for suggestions.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use serenity::model::application::{CommandDataOption, CommandDataOptionValue, CommandInteraction};

use super::command;
use crate::args::{Suggestion, Value};
use crate::discord::InteractionKey;
use crate::dispatch;
use crate::redact::redacted;
use crate::runtime::Runtime;

/// Answers what the person is offered while they type. Whatever fails, they get an empty list rather than none.
pub(super) async fn answer(runtime: &Arc<Runtime>, interaction: CommandInteraction) {
    let key = InteractionKey { id: interaction.id, token: interaction.token.clone() };
    let typing = focused(&interaction.data.options);
    // The option being typed into is none of the values, so it is not among the invocation's.
    let suggestions = match (typing, command::invocation(runtime, interaction)) {
        (Some((option, typed)), Some(mut invocation)) => {
            // Nobody waits for suggestions when the bot stops.
            invocation.cancel = runtime.draining.child_token();
            dispatch::suggestions(runtime, &invocation, &option, &typed).await
        }
        _ => Vec::new(),
    };
    let choices = suggestions.iter().map(choice).collect::<Vec<_>>().into();
    if let Err(error) = runtime.directory.api().suggest(&key, choices).await {
        tracing::warn!(error = %redacted(&error), "Discord did not take the suggestions");
    }
}

/// The option being typed into and what stands in it so far.
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
        // Beyond what Discord takes exactly, and such values are left out before.
        Value::Integer(number) => i64::try_from(*number).map_or(Json::Null, |number| json!(number)),
        Value::Number(number) => json!(number),
        Value::Boolean(value) => json!(value),
    };
    json!({ "name": suggestion.name, "value": value })
}
