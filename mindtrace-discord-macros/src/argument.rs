//! Arguments: the owned parameters of a handler, the fields of a struct of arguments, the fields of a form.

mod check;
mod choices;
mod expand;
mod limits;
mod naming;
mod params;
mod shape;
mod values;

pub use self::check::{Argument, CheckedParam, Place, check, description_length};
pub use self::expand::{item, list, param_spec, take};
pub use self::limits::{Kind, kind};
pub use self::naming::plain;
#[cfg(test)]
pub use self::params::{ARG_KEYS, FIELD_KEYS};
pub use self::params::{ArgumentParam, Attribute, Param, Shape, outer, parse};
