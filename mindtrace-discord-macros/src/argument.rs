//! Arguments: the owned parameters of a handler, the fields of a struct of arguments, the fields of a modal.

mod attribute;
mod check;
mod choice_rules;
mod choices;
mod expand;
mod limits;
mod naming;
mod params;
mod shape;
mod source;
mod values;

pub use self::attribute::Attribute;
#[cfg(test)]
pub use self::attribute::{ARG_KEYS, FIELD_KEYS};
pub use self::check::{Argument, CheckedParam, check, description_length};
pub use self::choices::Choice;
pub use self::expand::{function_state, item, list, param_spec, take, written};
pub use self::limits::{Kind, kind};
pub use self::naming::plain;
pub use self::params::{ArgumentParam, Param, Shape, outer, parse};
pub use self::source::Source;
