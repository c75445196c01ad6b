//! Stage 3: from what the caller gave to what the handler owns. Every limit holds at every surface.

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
pub(crate) use self::json::given as given_in_json;
#[cfg(fuzzing)]
pub(crate) use self::limits::supply;
#[cfg(fuzzing)]
pub(crate) use self::text::given as given_in_text;

/// Binds every argument, or says what the first wrong one should be.
pub(super) async fn bind(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Arguments, CommandError> {
    let params = resolved.command.params;
    let given = match &invocation.input {
        Input::Text(text) => {
            let text = text.get(resolved.arguments_at..).unwrap_or_default();
            text::given(params, text, &invocation.attachments)?
        }
        Input::Options(options) => options::given(params, options)?,
        Input::Json(arguments) => json::given(params, arguments)?,
    };
    let lookup =
        Lookup::new(&runtime.directory, &invocation.caller, &invocation.location, &invocation.resolved);
    convert(params, given, &lookup).await
}

/// Binds named values to the fields of a form: the same conversions, limits and messages as those of a command.
pub(crate) async fn bind_values(
    params: &[ParamSpec],
    options: &[(String, Value)],
    lookup: &Lookup<'_>,
) -> Result<Arguments, CommandError> {
    let given = options::given(params, options)?;
    convert(params, given, lookup).await
}

async fn convert(
    params: &[ParamSpec],
    given: Vec<Vec<Value>>,
    lookup: &Lookup<'_>,
) -> Result<Arguments, CommandError> {
    let mut values = Vec::with_capacity(params.len());
    for (param, given) in params.iter().zip(given) {
        let lookup = lookup.accepting(param.channels);
        let mut supplied = limits::supply(param, given)?;
        let described = limits::describe(&supplied);
        let refused = |error| refused(param, &described, error);
        let targets = if param.below_caller {
            rank::identify(&mut supplied, &lookup).await.map_err(refused)?
        } else {
            Vec::new()
        };
        values.push((param.convert)(supplied, &lookup).await.map_err(refused)?);
        // After the conversion: who names nobody hears that, not that nobody ranks too high.
        rank::check(param, &targets, &lookup).await?;
    }
    Ok(Arguments::new(values))
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
