//! Applies a parameter's kind, choices, bounds and default to its values.

use std::time::Duration;

use crate::args::limit::{Bound, Literal, Presence};
use crate::args::time::duration;
use crate::args::{ArgumentError, ArgumentKind, Consumes, Supplied, Value, shown};
use crate::command::ParamSpec;

/// Normalises the values and checks their limits; without values the default is used.
pub(crate) fn supply(param: &ParamSpec, values: Vec<Value>) -> Result<Supplied, ArgumentError> {
    let values = if param.reads == Consumes::Rest { trimmed(values) } else { values };
    if values.is_empty() {
        return match (param.default, param.presence) {
            (Some(default), _) => one(param, literal(default)).map(Supplied::One),
            (None, Presence::Optional) => Ok(Supplied::None),
            (None, Presence::List) => Ok(Supplied::Many(Vec::new())),
            (None, Presence::Required) => Err(ArgumentError::Missing {
                parameter: param.name.to_owned(),
                expected: param.expectation(),
            }),
        };
    }
    let mut values = values.into_iter().map(|value| one(param, value)).collect::<Result<Vec<_>, _>>()?;
    match (param.presence, values.pop()) {
        (Presence::List, Some(last)) => {
            values.push(last);
            Ok(Supplied::Many(values))
        }
        (_, Some(value)) => Ok(Supplied::One(value)),
        (_, None) => Ok(Supplied::None),
    }
}

/// Joins the values as one text, to show them to the caller.
pub(super) fn describe(supplied: &Supplied) -> String {
    match supplied {
        Supplied::None => String::new(),
        Supplied::One(value) => value.to_string(),
        Supplied::Many(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn invalid(param: &ParamSpec, value: &str) -> ArgumentError {
    ArgumentError::Invalid {
        parameter: param.name.to_owned(),
        value: shown(value),
        expected: param.expectation(),
    }
}

/// Trims the texts and removes empty ones. The rest of a message is trimmed and not empty, so it is the same on all surfaces.
fn trimmed(values: Vec<Value>) -> Vec<Value> {
    let trim = |value| match value {
        Value::Text(text) => {
            let text = text.trim();
            (!text.is_empty()).then(|| Value::Text(text.to_owned()))
        }
        other => Some(other),
    };
    values.into_iter().filter_map(trim).collect()
}

fn one(param: &ParamSpec, value: Value) -> Result<Value, ArgumentError> {
    let described = value.to_string();
    let accepted = if param.choices.is_empty() { param.kind.normalise(value) } else { chosen(param, &value) };
    accepted.filter(|value| within(param, value)).ok_or_else(|| invalid(param, &described))
}

/// Finds the choice that a value means: programs send its value, users type its name, in upper or lower case.
fn chosen(param: &ParamSpec, value: &Value) -> Option<Value> {
    let text = value.to_string();
    let (typed, normalised) = (text.to_lowercase(), param.kind.normalise(value.clone()));
    let value_of = |value: &str| param.kind.normalise(value.into());
    param
        .choices
        .iter()
        .find(|choice| normalised.is_some() && value_of(choice.value()) == normalised)
        .or_else(|| {
            param.choices.iter().find(|choice| {
                choice.name().to_lowercase() == typed || choice.value().to_lowercase() == typed
            })
        })
        .and_then(|choice| value_of(choice.value()))
}

fn within(param: &ParamSpec, value: &Value) -> bool {
    match (param.kind, value) {
        (ArgumentKind::Integer | ArgumentKind::Number, value) => {
            let above = param.min.is_none_or(|min| !less(value, min));
            let below = param.max.is_none_or(|max| !greater(value, max));
            above && below
        }
        (ArgumentKind::String, Value::Text(text)) if param.min.is_some() || param.max.is_some() => {
            let Some(duration) = duration(text) else { return false };
            let bounded = |bound: Option<Bound>, holds: fn(Duration, Duration) -> bool| match bound {
                Some(Bound::Duration(millis)) => holds(duration, Duration::from_millis(millis)),
                _ => true,
            };
            bounded(param.min, |value, min| value >= min) && bounded(param.max, |value, max| value <= max)
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
