//! The bounded length of lists.

use crate::args::{ArgumentError, Value};
use crate::command::ParamSpec;

/// The most values of a `Vec`. Discord defines no limit; this equals that of a command's options.
pub(super) const LONGEST_LIST: usize = 25;

/// Adds a value up to [`LONGEST_LIST`]; converting each may need a request to Discord.
pub(super) fn extend(param: &ParamSpec, values: &mut Vec<Value>, value: Value) -> Result<(), ArgumentError> {
    if values.len() == LONGEST_LIST {
        return Err(ArgumentError::TooLong { parameter: param.name.to_owned(), most: LONGEST_LIST });
    }
    values.push(value);
    Ok(())
}
