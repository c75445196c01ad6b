//! Arguments as named values: a slash command's options, what a button carries.

use super::list::extend;
use crate::args::limit::Presence;
use crate::args::{ArgumentError, Reads, Value, lexer, shown};
use crate::command::ParamSpec;

/// The values for each parameter.
pub(super) fn given(
    params: &[ParamSpec],
    options: &[(String, Value)],
) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut given: Vec<Vec<Value>> = vec![Vec::new(); params.len()];
    for (name, value) in options {
        let Some(position) = params.iter().position(|param| param.name == name) else {
            return Err(ArgumentError::Unknown { name: shown(name) });
        };
        let (param, given) = (&params[position], &mut given[position]);
        match (param.presence, value) {
            (Presence::List, Value::Text(text)) => list(param, text, given)?,
            (Presence::List, value) => extend(param, given, value.clone())?,
            (_, _) if !given.is_empty() => return Err(ArgumentError::Twice { parameter: name.clone() }),
            (_, value) => given.push(value.clone()),
        }
    }
    Ok(given)
}

/// Discord has no lists: a list is one text that reads like the words of a prefix command.
pub(super) fn list(param: &ParamSpec, text: &str, given: &mut Vec<Value>) -> Result<(), ArgumentError> {
    let mut lexer = lexer::Lexer::new(text, |_| false);
    loop {
        let value = if param.reads == Reads::CodeBlock { lexer.code()? } else { lexer.word()? };
        let Some(value) = value else { return Ok(()) };
        extend(param, given, Value::Text(value))?;
    }
}
