//! Stage 3: from what the caller gave to what the handler owns. Every limit holds at every surface.

use super::{Input, Invocation};
use crate::args::{
    ArgumentError, ArgumentKind, Arguments, ConvertError, Lookup, Supplied, Value, lexer, shown,
};
use crate::bot::Runtime;
use crate::command::{Bound, CommandSpec, Literal, ParamSpec, Presence};
use crate::error::CommandError;

/// Binds every argument, or says what the first wrong one should be.
pub(super) async fn bind(
    runtime: &Runtime,
    command: &CommandSpec,
    invocation: &Invocation,
) -> Result<Arguments, CommandError> {
    let given = match &invocation.input {
        Input::Text(text) => from_text(command.params, text)?,
        Input::Options(options) => from_options(command.params, options)?,
    };
    let lookup = Lookup {
        http: &runtime.http,
        cache: &runtime.cache,
        guild_id: invocation.place.guild_id,
        resolved: &invocation.resolved,
    };
    let mut values = Vec::with_capacity(command.params.len());
    for (param, given) in command.params.iter().zip(given) {
        let supplied = supply(param, given)?;
        let described = describe(&supplied);
        match (param.convert)(supplied, &lookup).await {
            Ok(value) => values.push(value),
            Err(ConvertError::Invalid) => return Err(invalid(param, &described).into()),
            Err(ConvertError::Ambiguous(reason)) => {
                return Err(ArgumentError::Ambiguous { parameter: param.name.to_owned(), reason }.into());
            }
            Err(ConvertError::Failed(error)) => return Err(CommandError::Lookup(error)),
        }
    }
    Ok(Arguments::new(values))
}

/// The values for each parameter, by name, by place and by rest.
fn from_text(params: &[ParamSpec], text: &str) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut given: Vec<Vec<Value>> = vec![Vec::new(); params.len()];
    let words = match lexer::words(text, |name| params.iter().any(|param| param.name == name)) {
        Ok(words) => words,
        // A text that is taken as it stands may hold any quote.
        Err(_) if matches!(params, [ParamSpec { rest: true, .. }]) => {
            given[0].push(Value::Text(text.trim().to_owned()));
            return Ok(given);
        }
        Err(error) => return Err(error),
    };
    let mut next = 0;
    for word in words {
        let position = match &word.name {
            Some(name) => params.iter().position(|param| param.name == name),
            None => {
                while next < params.len()
                    && !given[next].is_empty()
                    && params[next].presence != Presence::List
                {
                    next += 1;
                }
                (next < params.len()).then_some(next)
            }
        };
        let Some(position) = position else {
            return Err(ArgumentError::TooMany { value: shown(&word.text) });
        };
        let param = &params[position];
        if param.presence != Presence::List && !given[position].is_empty() {
            return Err(ArgumentError::Twice { parameter: param.name.to_owned() });
        }
        if param.rest {
            let rest = text.get(word.start..).unwrap_or_default().trim_end();
            given[position].push(Value::Text(rest.to_owned()));
            return Ok(given);
        }
        given[position].push(Value::Text(word.text));
    }
    Ok(given)
}

fn from_options(params: &[ParamSpec], options: &[(String, Value)]) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut given: Vec<Vec<Value>> = vec![Vec::new(); params.len()];
    for (name, value) in options {
        let Some(position) = params.iter().position(|param| param.name == name) else {
            return Err(ArgumentError::Unknown { name: shown(name) });
        };
        match (params[position].presence, value) {
            // Discord has no lists: a list is one option that reads like the words of a prefix command.
            (Presence::List, Value::Text(text)) => {
                given[position]
                    .extend(lexer::words(text, |_| false)?.into_iter().map(|word| Value::Text(word.text)));
            }
            (Presence::List, value) => given[position].push(value.clone()),
            (_, _) if !given[position].is_empty() => {
                return Err(ArgumentError::Twice { parameter: name.clone() });
            }
            (_, value) => given[position].push(value.clone()),
        }
    }
    Ok(given)
}

/// Puts the default in the place of nothing, and every value through kind and limits.
fn supply(param: &ParamSpec, given: Vec<Value>) -> Result<Supplied, ArgumentError> {
    if given.is_empty() {
        return match (param.default, param.presence) {
            (Some(default), _) => one(param, literal(default)).map(Supplied::One),
            (None, Presence::Optional) => Ok(Supplied::Nothing),
            (None, Presence::List) => Ok(Supplied::Many(Vec::new())),
            (None, Presence::Required) => Err(ArgumentError::Missing {
                parameter: param.name.to_owned(),
                expected: param.expectation(),
            }),
        };
    }
    let mut values = given.into_iter().map(|value| one(param, value)).collect::<Result<Vec<_>, _>>()?;
    match (param.presence, values.pop()) {
        (Presence::List, Some(last)) => {
            values.push(last);
            Ok(Supplied::Many(values))
        }
        (_, Some(value)) => Ok(Supplied::One(value)),
        (_, None) => Ok(Supplied::Nothing),
    }
}

fn one(param: &ParamSpec, value: Value) -> Result<Value, ArgumentError> {
    let described = value.to_string();
    let value = param.kind.normalise(value).ok_or_else(|| invalid(param, &described))?;
    if within(param, &value) { Ok(value) } else { Err(invalid(param, &described)) }
}

fn within(param: &ParamSpec, value: &Value) -> bool {
    match (param.kind, value) {
        (ArgumentKind::Integer | ArgumentKind::Number, value) => {
            let above = param.min.is_none_or(|min| !less(value, min));
            let below = param.max.is_none_or(|max| !greater(value, max));
            above && below
        }
        (ArgumentKind::String, Value::Text(text)) => {
            if param.min_length.is_none() && param.max_length.is_none() {
                return true;
            }
            let length = text.chars().count();
            param.min_length.is_none_or(|min| length >= usize::from(min))
                && param.max_length.is_none_or(|max| length <= usize::from(max))
        }
        _ => true,
    }
}

fn less(value: &Value, bound: Bound) -> bool {
    match (value, bound) {
        (Value::Integer(value), Bound::Integer(bound)) => *value < bound,
        (Value::Number(value), bound) => *value < bound.as_f64(),
        (Value::Integer(value), bound) => Bound::Integer(*value).as_f64() < bound.as_f64(),
        _ => false,
    }
}

fn greater(value: &Value, bound: Bound) -> bool {
    match (value, bound) {
        (Value::Integer(value), Bound::Integer(bound)) => *value > bound,
        (Value::Number(value), bound) => *value > bound.as_f64(),
        (Value::Integer(value), bound) => Bound::Integer(*value).as_f64() > bound.as_f64(),
        _ => false,
    }
}

fn literal(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => Value::Text(text.to_owned()),
        Literal::Integer(value) => Value::Integer(value),
        Literal::Number(value) => Value::Number(value),
        Literal::Boolean(value) => Value::Boolean(value),
    }
}

fn describe(supplied: &Supplied) -> String {
    match supplied {
        Supplied::Nothing => String::new(),
        Supplied::One(value) => value.to_string(),
        Supplied::Many(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

fn invalid(param: &ParamSpec, value: &str) -> ArgumentError {
    ArgumentError::Invalid {
        parameter: param.name.to_owned(),
        value: shown(value),
        expected: param.expectation(),
    }
}
