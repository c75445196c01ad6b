//! Reads arguments from a JSON object.

use serde_json::{Map, Value as Json};

use super::limits::invalid;
use super::list::extend;
use super::options;
use crate::args::limit::Presence;
use crate::args::{ArgumentError, Value, shown};
use crate::command::ParamSpec;

/// Returns the values of each parameter; `null` is no value.
pub(crate) fn read(
    params: &[ParamSpec],
    arguments: &Map<String, Json>,
) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut values: Vec<Vec<Value>> = vec![Vec::new(); params.len()];
    for (name, json) in arguments {
        let Some(position) = params.iter().position(|param| param.name == name) else {
            return Err(ArgumentError::Unknown { name: shown(name) });
        };
        let (param, values) = (&params[position], &mut values[position]);
        match (param.presence, json) {
            (_, Json::Null) => {}
            (Presence::List, Json::Array(items)) => {
                for item in items {
                    extend(param, values, single(param, item)?)?;
                }
            }
            // A string is split into values, as on the other surfaces.
            (Presence::List, Json::String(text)) => options::list(param, text, values)?,
            (_, json) => values.push(single(param, json)?),
        }
    }
    Ok(values)
}

fn single(param: &ParamSpec, json: &Json) -> Result<Value, ArgumentError> {
    let value = match json {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Bool(value) => Some(Value::Boolean(*value)),
        Json::Number(number) => number
            .as_i64()
            .map(|number| Value::Integer(number.into()))
            .or_else(|| number.as_u64().map(|number| Value::Integer(number.into())))
            .or_else(|| number.as_f64().map(Value::Number)),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    value.ok_or_else(|| invalid(param, &json.to_string()))
}
