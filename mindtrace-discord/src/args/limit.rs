//! Limits of arguments, as constant data.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

/// How many values an argument takes.
///
/// ```
/// use mindtrace_discord::command::{ParamSpec, Presence};
///
/// assert_eq!(ParamSpec::of::<Option<String>>("text", "A text").presence(), Presence::Optional);
/// assert_eq!(ParamSpec::of::<Vec<String>>("texts", "Texts").presence(), Presence::List);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// Exactly one.
    Required,
    /// One or none.
    Optional,
    /// Any number, to the end of the text.
    List,
}

/// One end of a range of numbers or of lengths of time.
///
/// ```
/// use mindtrace_discord::command::Bound;
///
/// assert_eq!([Bound::Integer(3), Bound::Duration(90_000)].map(|bound| bound.to_string()), ["3", "1m30s"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A bound of whole numbers.
    Integer(i128),
    /// A bound of decimal numbers.
    Number(f64),
    /// A bound of lengths of time, in milliseconds.
    Duration(u64),
}

/// The default value of an argument.
///
/// ```
/// use mindtrace_discord::command::{Literal, ParamSpec};
///
/// const PAGE: ParamSpec = ParamSpec::of::<u32>("page", "The page").default(Literal::Integer(1));
/// assert!(!PAGE.is_required());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// A text, also for types that are parsed from text.
    Text(&'static str),
    /// A whole number.
    Integer(i128),
    /// A decimal number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

/// One of the values that an argument accepts.
///
/// ```
/// use mindtrace_discord::command::{ChoiceSpec, ParamSpec};
///
/// const COLORS: &[ChoiceSpec] = &[ChoiceSpec::new("Red", "red"), ChoiceSpec::new("Dark red", "dark-red")];
/// const COLOR: ParamSpec = ParamSpec::of::<String>("color", "The color").one_of(COLORS);
/// assert_eq!((COLOR.choices()[1].name(), COLOR.choices()[1].value()), ("Dark red", "dark-red"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceSpec {
    pub(crate) name: &'static str,
    pub(crate) value: &'static str,
}

/// Returns whether a whole number is within the bounds. Bounds that are decimal numbers are not checked.
pub(crate) const fn is_within(value: i128, min: Option<Bound>, max: Option<Bound>) -> bool {
    let above = match min {
        Some(Bound::Integer(min)) => value >= min,
        _ => true,
    };
    let below = match max {
        Some(Bound::Integer(max)) => value <= max,
        _ => true,
    };
    above && below
}

/// Returns whether the text is the name or value of one of the choices.
pub(crate) const fn is_choice(text: &str, choices: &[ChoiceSpec]) -> bool {
    let mut at = 0;
    while at < choices.len() {
        if is_same(text.as_bytes(), choices[at].value.as_bytes())
            || is_same(text.as_bytes(), choices[at].name.as_bytes())
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Compares bytes, because `==` cannot be used in a `const fn`.
const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

impl Bound {
    // Discord's numbers are doubles as well, so a bound beyond 2^53 is rounded the same way on both sides.
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Number(value) => value,
            Self::Duration(millis) => millis as f64,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Duration(millis) => {
                let text = humantime::format_duration(Duration::from_millis(*millis)).to_string();
                // As users write it.
                f.write_str(&text.replace(' ', ""))
            }
        }
    }
}

impl ChoiceSpec {
    /// Creates a choice shown as `name` and sent as `value`, 1 to 100 characters each.
    pub const fn new(name: &'static str, value: &'static str) -> Self {
        Self { name, value }
    }

    /// Returns the name that callers see.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the value that is sent; it does not change when choices are reordered.
    pub fn value(&self) -> &'static str {
        self.value
    }
}
