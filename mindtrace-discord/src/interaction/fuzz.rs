//! The parsers of interactions, without the bot that they are for.

use super::command::{Called, flatten};
use super::submission::Submission;
use crate::args::Value;

/// Returns the options of a command interaction.
pub(crate) fn options(text: &str) -> Option<Vec<(String, Value)>> {
    let called: Called = serde_json::from_str(text).ok()?;
    Some(flatten(&mut String::new(), called.data.options))
}

/// Returns the values of a modal submission.
pub(crate) fn submitted(text: &str) -> Option<Vec<(String, Value)>> {
    Some(Submission::read(text).ok()?.values)
}
