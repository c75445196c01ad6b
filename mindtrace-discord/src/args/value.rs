//! The values that callers supply, the same on every surface.

use std::fmt;

use serde::Serialize;

/// The kind of value that an argument takes; each is one of Discord's option types.
///
/// ```
/// use mindtrace_discord::args::ArgumentKind;
/// use mindtrace_discord::command::ParamSpec;
///
/// let kind = ParamSpec::of::<Option<u32>>("count", "How many").kind();
/// assert_eq!(kind, ArgumentKind::Integer);
/// assert!(kind.is_numeric());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ArgumentKind {
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
    /// True or false.
    Boolean,
    /// A user, by mention, id or name.
    User,
    /// A channel, by mention, id or name.
    Channel,
    /// A role, by mention, id or name.
    Role,
    /// A user or a role.
    Mentionable,
    /// A file.
    Attachment,
}

/// One value, of the kind that its argument takes.
///
/// ```
/// use mindtrace_discord::args::Value;
///
/// assert_eq!(Value::from("tea"), Value::Text("tea".to_owned()));
/// assert_eq!(Value::from(7_i64).to_string(), "7");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A text, or a mention, id or name that is not looked up yet.
    Text(String),
    /// A whole number.
    Integer(i128),
    /// A decimal number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

impl ArgumentKind {
    /// Returns whether the kind can have bounds.
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }

    /// Returns Discord's number for the option type.
    pub(crate) const fn discord(self) -> u8 {
        match self {
            Self::String => 3,
            Self::Integer => 4,
            Self::Boolean => 5,
            Self::User => 6,
            Self::Channel => 7,
            Self::Role => 8,
            Self::Mentionable => 9,
            Self::Number => 10,
            Self::Attachment => 11,
        }
    }

    /// Returns whether a word can be recognized as this kind by its syntax: a number, a mention, an id.
    pub(crate) fn looks_like(self, word: &str) -> bool {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // Discord's ids encode a time in milliseconds and have at least 15 digits; a shorter number is not an id.
        let is_id = |text: &str| text.len() >= 15 && is_number(text);
        let mention = |marks: &[&str]| {
            let inner = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
            inner
                .is_some_and(|inner| marks.iter().any(|mark| inner.strip_prefix(mark).is_some_and(is_number)))
        };
        match self {
            Self::Integer | Self::Number | Self::Boolean => self.normalise(word.into()).is_some(),
            Self::User => mention(&["@", "@!"]) || is_id(word),
            Self::Role => mention(&["@&"]) || is_id(word),
            Self::Mentionable => mention(&["@", "@!", "@&"]) || is_id(word),
            Self::Channel => mention(&["#"]) || is_id(word),
            Self::String | Self::Attachment => false,
        }
    }

    /// Converts the value to this kind; text becomes a number for a numeric kind, and so on.
    pub(crate) fn normalise(self, value: Value) -> Option<Value> {
        match (self, value) {
            (Self::Integer, Value::Text(text)) => text.trim().parse().ok().map(Value::Integer),
            (Self::Integer, Value::Number(number)) => whole(number).map(Value::Integer),
            (Self::Number, Value::Text(text)) => {
                text.trim().parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number)
            }
            // Discord's numbers are doubles, so the same digits mean the same value on every surface.
            #[allow(clippy::cast_precision_loss)]
            (Self::Number, Value::Integer(number)) => Some(Value::Number(number as f64)),
            (Self::Boolean, Value::Text(text)) => boolean(&text).map(Value::Boolean),
            (Self::Integer, value @ Value::Integer(_))
            | (Self::Number, value @ Value::Number(_))
            | (Self::Boolean, value @ Value::Boolean(_)) => Some(value),
            (Self::Integer | Self::Number | Self::Boolean, _) => None,
            (
                Self::String | Self::User | Self::Channel | Self::Role | Self::Mentionable | Self::Attachment,
                value,
            ) => Some(Value::Text(value.to_string())),
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number.into())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

fn boolean(text: &str) -> Option<bool> {
    const YES: [&str; 6] = ["true", "yes", "y", "on", "1", "enable"];
    const NO: [&str; 6] = ["false", "no", "n", "off", "0", "disable"];
    let is = |words: [&str; 6]| words.iter().any(|word| word.eq_ignore_ascii_case(text.trim()));
    if is(YES) {
        Some(true)
    } else if is(NO) {
        Some(false)
    } else {
        None
    }
}

fn whole(number: f64) -> Option<i128> {
    // 2^53: beyond it, a double does not identify a whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation)]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i128)
}

#[cfg(test)]
mod tests {
    use super::{ArgumentKind, Value};

    #[test]
    fn normalise_converts_or_rejects_a_value() {
        let text = |text: &str| Value::Text(text.to_owned());
        let cases = [
            (ArgumentKind::Integer, text("5"), Some(Value::Integer(5))),
            (ArgumentKind::Integer, text("-7"), Some(Value::Integer(-7))),
            (ArgumentKind::Integer, text("5.5"), None),
            (ArgumentKind::Integer, text("False"), None),
            (ArgumentKind::Integer, Value::Number(3.0), Some(Value::Integer(3))),
            (ArgumentKind::Integer, Value::Number(1e300), None),
            (ArgumentKind::Number, text("2"), Some(Value::Number(2.0))),
            (ArgumentKind::Number, text("NaN"), None),
            (ArgumentKind::Number, text("inf"), None),
            (ArgumentKind::Boolean, text("False"), Some(Value::Boolean(false))),
            (ArgumentKind::Boolean, text("Yes"), Some(Value::Boolean(true))),
            (ArgumentKind::Boolean, text("maybe"), None),
            (ArgumentKind::String, Value::Integer(5), Some(text("5"))),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(kind.normalise(value.clone()), expected, "{kind:?} of {value:?}");
        }
    }
}
