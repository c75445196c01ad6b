//! Lists of values, of bounded length.

use crate::args::{ArgumentError, Value};
use crate::command::ParamSpec;

/// How many values a `Vec` takes; Discord has no number, this is that of its options.
pub(super) const LONGEST_LIST: usize = 25;

/// Adds a value, as far as the parameter takes more: each may cost a question to Discord.
pub(super) fn extend(param: &ParamSpec, given: &mut Vec<Value>, value: Value) -> Result<(), ArgumentError> {
    if given.len() == LONGEST_LIST {
        return Err(ArgumentError::TooLong { parameter: param.name.to_owned(), most: LONGEST_LIST });
    }
    given.push(value);
    Ok(())
}
