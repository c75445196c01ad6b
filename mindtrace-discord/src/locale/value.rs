//! Values in texts.

use fluent_bundle::FluentValue;

/// A value for a `{ $name }` of a text.
///
/// ```
/// use mindtrace_discord::locale::TextValue;
///
/// assert_eq!(TextValue::from("Ada"), TextValue::Text("Ada".to_owned()));
/// assert_eq!(TextValue::from(2_u32), TextValue::Number(2.0));
/// assert_eq!(TextValue::from(1088510058284990888_u64), TextValue::Text("1088510058284990888".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TextValue {
    /// A text.
    Text(String),
    /// A number, which may select a plural form.
    Number(f64),
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
