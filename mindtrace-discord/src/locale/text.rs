//! Texts in the reader's language.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::FluentValue;

use super::Locales;
use crate::reply::{HandlerResult, IntoReply, Reply};

/// A text that is selected by its key and the reader's language, created by [`Context::text`](crate::Context::text).
///
/// A command can return it as its reply.
#[derive(Clone, Debug)]
#[must_use]
pub struct Text {
    locales: Arc<Locales>,
    language: String,
    key: Cow<'static, str>,
    args: Vec<(Cow<'static, str>, TextValue)>,
}

/// A value for a `{ $name }` of a text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TextValue {
    /// A text.
    Text(String),
    /// A number, which may select a plural form.
    Number(f64),
}

impl Text {
    pub(crate) fn new(locales: Arc<Locales>, language: &str, key: Cow<'static, str>) -> Self {
        Self { locales, language: language.to_owned(), key, args: Vec::new() }
    }

    /// Sets the value of `{ $name }`.
    pub fn arg(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<TextValue>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }

    /// Overrides the reader's language, with one of Discord's language codes.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = language.into();
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.locales.text(&self.language, &self.key, &self.args))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.to_string()
    }
}

impl From<Text> for Reply {
    fn from(text: Text) -> Self {
        Self::new(text.to_string())
    }
}

impl IntoReply for Text {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(self.into()))
    }
}

impl TextValue {
    pub(super) fn fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

impl From<&str> for TextValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for TextValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for TextValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Text> for TextValue {
    fn from(text: Text) -> Self {
        Self::Text(text.to_string())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl From<$number> for TextValue {
            fn from(number: $number) -> Self {
                // Fluent's numbers are doubles. A longer number, such as an id, is shown as text.
                let digits = number.to_string();
                match digits.parse() {
                    Ok(value) if digits.len() <= 15 => Self::Number(value),
                    _ => Self::Text(digits),
                }
            }
        }
    )*};
}

numbers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

impl From<f32> for TextValue {
    fn from(number: f32) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for TextValue {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
