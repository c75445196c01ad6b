//! Texts, numbers, booleans and characters as arguments.

use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};

impl Argument for String {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a text";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        Ok(value.to_string())
    }
}

impl Argument for bool {
    const KIND: ArgumentKind = ArgumentKind::Boolean;
    const EXPECTED: &'static str = "`true` or `false`";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        match value {
            Value::Boolean(value) => Ok(value),
            _ => Err(ConvertError::Invalid),
        }
    }
}

impl Argument for char {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a single character";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        character(&value.to_string()).ok_or(ConvertError::Invalid)
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Argument for $ty {
            const KIND: ArgumentKind = ArgumentKind::Integer;
            const EXPECTED: &'static str = "a whole number";
            // All types listed below fit an i128.
            #[allow(clippy::cast_lossless)]
            const RANGE: Option<(i128, i128)> = Some((<$ty>::MIN as i128, <$ty>::MAX as i128));

            async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
                match value {
                    Value::Integer(number) => Self::try_from(number).map_err(|_| ConvertError::Invalid),
                    _ => Err(ConvertError::Invalid),
                }
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, usize);

/// Accepts values up to `i128::MAX`, because a [`Value`] holds an `i128`.
impl Argument for u128 {
    const KIND: ArgumentKind = ArgumentKind::Integer;
    const EXPECTED: &'static str = "a whole number";
    const RANGE: Option<(i128, i128)> = Some((0, i128::MAX));

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        match value {
            Value::Integer(number) => Self::try_from(number).map_err(|_| ConvertError::Invalid),
            _ => Err(ConvertError::Invalid),
        }
    }
}

impl Argument for f64 {
    const KIND: ArgumentKind = ArgumentKind::Number;
    const EXPECTED: &'static str = "a number";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        match value {
            Value::Number(number) => Ok(number),
            _ => Err(ConvertError::Invalid),
        }
    }
}

impl Argument for f32 {
    const KIND: ArgumentKind = ArgumentKind::Number;
    const EXPECTED: &'static str = "a number";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        let wide = <f64 as Argument>::convert(value, lookup).await?;
        // Losing precision is acceptable, overflowing to infinity is not.
        #[allow(clippy::cast_possible_truncation)]
        let narrow = wide as Self;
        if narrow.is_finite() { Ok(narrow) } else { Err(ConvertError::Invalid) }
    }
}

pub(crate) fn character(text: &str) -> Option<char> {
    // A single space is accepted as a character.
    let only = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    only(text).or_else(|| only(text.trim()))
}
