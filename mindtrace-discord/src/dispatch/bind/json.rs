//! Arguments as a JSON object.

use serde_json::{Map, Value as Json};

use super::limits::invalid;
use super::list::extend;
use super::options;
use crate::args::limit::Presence;
use crate::args::{ArgumentError, Value, shown};
use crate::command::ParamSpec;

/// The values for each parameter; `null` gives none.
pub(crate) fn given(
    params: &[ParamSpec],
    arguments: &Map<String, Json>,
) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut given: Vec<Vec<Value>> = vec![Vec::new(); params.len()];
    for (name, json) in arguments {
        let Some(position) = params.iter().position(|param| param.name == name) else {
            return Err(ArgumentError::Unknown { name: shown(name) });
        };
        let (param, given) = (&params[position], &mut given[position]);
        match (param.presence, json) {
            (_, Json::Null) => {}
            (Presence::List, Json::Array(items)) => {
                for item in items {
                    extend(param, given, single(param, item)?)?;
                }
            }
            // One text is a list as it is at the other surfaces.
            (Presence::List, Json::String(text)) => options::list(param, text, given)?,
            (_, json) => given.push(single(param, json)?),
        }
    }
    Ok(given)
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
