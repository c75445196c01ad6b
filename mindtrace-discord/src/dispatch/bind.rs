//! Stage 3: from what the caller gave to what the handler owns. Every limit holds at every surface.

use super::resolve::Resolved;
use super::{Input, Invocation};
use crate::args::lexer::{self, Lexer};
use crate::args::{
    ArgumentError, ArgumentKind, Arguments, ConvertError, Lookup, Reads, Supplied, Value, shown,
};
use crate::bot::Runtime;
use crate::command::{Bound, Literal, ParamSpec, Presence};
use crate::error::CommandError;

/// How many values a `Vec` takes; Discord has no number, this is that of its options.
const LONGEST_LIST: usize = 25;

/// Binds every argument, or says what the first wrong one should be.
pub(super) async fn bind(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Arguments, CommandError> {
    let command = &*resolved.command;
    let given = match &invocation.input {
        Input::Text(text) => {
            from_text(command.params, text.get(resolved.arguments_at..).unwrap_or_default())?
        }
        Input::Options(options) => from_options(command.params, options)?,
    };
    let lookup = Lookup {
        http: &runtime.http,
        cache: &runtime.cache,
        guild_id: invocation.place.guild_id,
        resolved: &invocation.resolved,
    };
    convert(command.params.iter(), given, &lookup).await
}

/// Binds named values to the fields of a form: the same conversions, limits and messages as those of a command.
pub(crate) async fn bind_values(
    params: &[ParamSpec],
    options: &[(String, Value)],
    lookup: &Lookup<'_>,
) -> Result<Arguments, CommandError> {
    let given = from_options(params, options)?;
    convert(params.iter(), given, lookup).await
}

async fn convert<'a>(
    params: impl ExactSizeIterator<Item = &'a ParamSpec>,
    given: Vec<Vec<Value>>,
    lookup: &Lookup<'_>,
) -> Result<Arguments, CommandError> {
    let mut values = Vec::with_capacity(params.len());
    for (param, given) in params.zip(given) {
        let supplied = supply(param, given)?;
        let described = describe(&supplied);
        match (param.convert)(supplied, lookup).await {
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
    let mut lexer = Lexer::new(text, |name| params.iter().any(|param| param.name == name));
    while !lexer.remainder().is_empty() {
        // `who: count:3` gives nothing for `who`.
        let Some(position) = next(params, &given, &mut lexer)? else { continue };
        let param = &params[position];
        if param.reads == Reads::Rest {
            // As it stands: quotes and backslashes in it are its own.
            given[position].push(Value::Text(lexer.remainder().trim_end().to_owned()));
            return Ok(given);
        }
        if let Some(word) = lexer.word()? {
            extend(param, &mut given[position], Value::Text(word))?;
        }
    }
    Ok(given)
}

/// The parameter that the next word is for: the one it names, else the first that has none yet.
fn next<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    given: &[Vec<Value>],
    lexer: &mut Lexer<'_, F>,
) -> Result<Option<usize>, ArgumentError> {
    let takes_more =
        |position: usize| given[position].is_empty() || params[position].presence == Presence::List;
    let free = (0..params.len()).find(|position| takes_more(*position));
    // What is taken as it stands begins at its place; only a name that is still missing comes before it.
    let named = lexer.name().and_then(|name| params.iter().position(|param| param.name == name));
    let named = named
        .filter(|named| takes_more(*named) || !free.is_some_and(|free| params[free].reads == Reads::Rest));
    if let Some(position) = named {
        if !takes_more(position) {
            return Err(ArgumentError::Twice { parameter: params[position].name.to_owned() });
        }
        lexer.take_name();
        let is_empty = lexer.remainder().is_empty() || lexer.name().is_some();
        return Ok((!is_empty).then_some(position));
    }
    match free {
        Some(position) => Ok(Some(position)),
        None => Err(ArgumentError::TooMany { value: shown(&lexer.word()?.unwrap_or_default()) }),
    }
}

/// Adds a value, as far as the parameter takes more: each may cost a question to Discord.
fn extend(param: &ParamSpec, given: &mut Vec<Value>, value: Value) -> Result<(), ArgumentError> {
    if given.len() == LONGEST_LIST {
        return Err(ArgumentError::TooLong { parameter: param.name.to_owned(), most: LONGEST_LIST });
    }
    given.push(value);
    Ok(())
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
                for word in lexer::words(text)? {
                    extend(&params[position], &mut given[position], Value::Text(word))?;
                }
            }
            (Presence::List, value) => extend(&params[position], &mut given[position], value.clone())?,
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
