//! Reads arguments from named values: a slash command's options, a component's custom id.

use super::list::extend;
use crate::args::limit::Presence;
use crate::args::{ArgumentError, Consumes, Value, lexer, shown};
use crate::command::ParamSpec;

/// Returns the values of each parameter.
pub(crate) fn read(
    params: &[ParamSpec],
    options: &[(String, Value)],
) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut values: Vec<Vec<Value>> = vec![Vec::new(); params.len()];
    for (name, value) in options {
        let Some(position) = params.iter().position(|param| param.name == name) else {
            return Err(ArgumentError::Unknown { name: shown(name) });
        };
        let (param, values) = (&params[position], &mut values[position]);
        match (param.presence, value) {
            (Presence::List, Value::Text(text)) => list(param, text, values)?,
            (Presence::List, value) => extend(param, values, value.clone())?,
            (_, _) if !values.is_empty() => return Err(ArgumentError::Duplicate { parameter: name.clone() }),
            (_, value) => values.push(value.clone()),
        }
    }
    Ok(values)
}

/// Splits a list, which is one text because Discord has no repeated options, like the arguments of a prefix command.
pub(super) fn list(param: &ParamSpec, text: &str, values: &mut Vec<Value>) -> Result<(), ArgumentError> {
    let mut lexer = lexer::Lexer::new(text, |_| false);
    loop {
        let value = if param.reads == Consumes::CodeBlock { lexer.code()? } else { lexer.word()? };
        let Some(value) = value else { return Ok(()) };
        extend(param, values, Value::Text(value))?;
    }
}
