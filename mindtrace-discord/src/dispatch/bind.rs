//! Converts the caller's input to the handler's arguments. All limits apply on all surfaces.

mod json;
mod limits;
mod list;
mod options;
mod rank;
mod text;

use super::resolve::Resolved;
use super::{Input, Invocation};
use crate::args::{ArgumentError, Arguments, ConvertError, Lookup, Value};
use crate::command::ParamSpec;
use crate::outcome::CommandError;
use crate::runtime::Runtime;

#[cfg(fuzzing)]
pub(crate) use self::json::read as read_json;
#[cfg(fuzzing)]
pub(crate) use self::limits::supply;
#[cfg(fuzzing)]
pub(crate) use self::options::read as read_options;
#[cfg(fuzzing)]
pub(crate) use self::text::read as read_text;

/// Binds every argument.
///
/// # Errors
///
/// The error of the first argument that is wrong.
pub(super) async fn bind(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Arguments, CommandError> {
    let params = resolved.command.params;
    let values = match &invocation.input {
        Input::Text(text) => {
            let text = text.get(resolved.arguments_at..).unwrap_or_default();
            text::read(params, text, &invocation.attachments, resolved.command.ignore_extra)?
        }
        Input::Options(options) => options::read(params, options)?,
        Input::Json(arguments) => json::read(params, arguments)?,
    };
    let lookup =
        Lookup::new(&runtime.directory, &invocation.caller, &invocation.location, &invocation.resolved);
    convert(params, values, &lookup).await
}

/// Binds named values to the fields of a modal, with the same conversions, limits and messages as a command's arguments.
pub(crate) async fn bind_values(
    params: &[ParamSpec],
    options: &[(String, Value)],
    lookup: &Lookup<'_>,
) -> Result<Arguments, CommandError> {
    let values = options::read(params, options)?;
    convert(params, values, lookup).await
}

/// Checks a value with which a field of a modal opens, and returns it as text: a choice by its value.
///
/// # Errors
///
/// The error that a caller would get who submits it.
pub(crate) fn accepted(param: &ParamSpec, text: &str) -> Result<String, ArgumentError> {
    limits::supply(param, vec![text.into()]).map(|supplied| limits::describe(&supplied))
}

async fn convert(
    params: &[ParamSpec],
    values: Vec<Vec<Value>>,
    lookup: &Lookup<'_>,
) -> Result<Arguments, CommandError> {
    let mut converted = Vec::with_capacity(params.len());
    for (param, values) in params.iter().zip(values) {
        let lookup = lookup.accepting(param.channels);
        let mut supplied = limits::supply(param, values)?;
        let described = limits::describe(&supplied);
        let refused = |error| refused(param, &described, error);
        let targets = if param.below_caller {
            rank::identify(&mut supplied, &lookup).await.map_err(refused)?
        } else {
            Vec::new()
        };
        converted.push((param.convert)(supplied, &lookup).await.map_err(refused)?);
        // After the conversion, so that an unknown member is reported as such and not as ranking too high.
        rank::check(param, &targets, &lookup).await?;
    }
    Ok(Arguments::new(converted))
}

fn refused(param: &ParamSpec, described: &str, error: ConvertError) -> CommandError {
    match error {
        ConvertError::Invalid => limits::invalid(param, described).into(),
        ConvertError::Ambiguous(reason) => {
            ArgumentError::Ambiguous { parameter: param.name.to_owned(), reason }.into()
        }
        ConvertError::Failed(error) => CommandError::Lookup(error),
    }
}
