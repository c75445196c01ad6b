//! The rules for `#[arg(min, max, min_len, max_len, default)]`, as far as the name of the type decides them.

use quote::ToTokens;
use syn::Type;

use super::params::{ArgumentParam, Shape, outer};
use super::values::DefaultValue;
use crate::diag::Diagnostics;
use crate::keys::{Keyed, Number, NumberValue};

/// The values of a type with a known name. Aliases are checked by the runtime's const assertions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Integer {
        min: i128,
        max: i128,
    },
    Number,
    Text,
    /// A string of one character.
    Character,
    Boolean,
    /// A type without bounds or a length.
    Other,
    Unknown,
}

/// Returns the kind of a type, judging by its name.
pub fn kind(ty: &Type) -> Kind {
    let Some((name, _)) = outer(ty) else { return Kind::Unknown };
    match name.as_str() {
        "i8" => Kind::Integer { min: i8::MIN.into(), max: i8::MAX.into() },
        "i16" => Kind::Integer { min: i16::MIN.into(), max: i16::MAX.into() },
        "i32" => Kind::Integer { min: i32::MIN.into(), max: i32::MAX.into() },
        "i64" | "isize" => Kind::Integer { min: i64::MIN.into(), max: i64::MAX.into() },
        "i128" => Kind::Integer { min: i128::MIN, max: i128::MAX },
        // The runtime stores whole numbers as `i128`.
        "u128" => Kind::Integer { min: 0, max: i128::MAX },
        "u8" => Kind::Integer { min: 0, max: u8::MAX.into() },
        "u16" => Kind::Integer { min: 0, max: u16::MAX.into() },
        "u32" => Kind::Integer { min: 0, max: u32::MAX.into() },
        "u64" | "usize" => Kind::Integer { min: 0, max: u64::MAX.into() },
        "f32" | "f64" => Kind::Number,
        "String" => Kind::Text,
        "char" => Kind::Character,
        "bool" => Kind::Boolean,
        "User" | "Member" | "Role" | "GuildChannel" | "PartialChannel" | "UserId" | "RoleId"
        | "ChannelId" | "GuildId" | "MessageId" | "Duration" | "CodeBlock" | "Timestamp" | "Message"
        | "ReactionType" | "Attachment" | "UserOrRole" => Kind::Other,
        _ => Kind::Unknown,
    }
}

/// Checks the limits and the default of one argument against its type and each other, and returns the kind of the type.
pub fn check(argument: &ArgumentParam, diag: &mut Diagnostics) -> Kind {
    let kind = match &argument.parse {
        // Callers type a string, for any type.
        Some(parse) if parse.value => Kind::Text,
        _ => kind(argument.item()),
    };
    bounds(argument, kind, diag);
    lengths(argument, kind, diag);
    default(argument, kind, diag);
    kind
}

fn bounds(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    for bound in [&argument.min, &argument.max].into_iter().flatten() {
        match (kind, bound.value.value) {
            (Kind::Other, NumberValue::Duration(_)) if is_duration(argument.item()) => {}
            (Kind::Other, _) if is_duration(argument.item()) => diag.error_help(
                &bound.value.tokens,
                format_args!("`{}` of a `Duration` is a length of time", bound.key),
                format_args!("write `{} = \"{}s\"`", bound.key, bound.value.tokens),
            ),
            (Kind::Integer { .. } | Kind::Number, NumberValue::Duration(_)) => diag.error_help(
                &bound.value.tokens,
                format_args!("the argument is a number, `{}` is a length of time", bound.key),
                "write a number without quotes, or take a `Duration`",
            ),
            (Kind::Text | Kind::Character | Kind::Boolean | Kind::Other, _) => {
                let help = if kind == Kind::Text {
                    format!("write `{}_len` for the number of characters", bound.key)
                } else {
                    format!("remove `{}`", bound.key)
                };
                diag.error_help(&bound.key, format_args!("`{}` is for numbers", bound.key), help);
            }
            (Kind::Integer { .. }, NumberValue::Float(_)) => diag.error_help(
                &bound.value.tokens,
                "the argument is a whole number, its bound is not",
                "write a whole number",
            ),
            (Kind::Integer { min, max }, NumberValue::Integer(value)) if value < min || value > max => diag
                .error_help(
                    &bound.value.tokens,
                    format_args!("the type cannot hold {value}"),
                    format_args!("write a number from {min} to {max}, or use a wider type"),
                ),
            _ => {}
        }
    }
    ordered(argument.min.as_ref(), argument.max.as_ref(), diag);
}

fn lengths(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    for bound in [&argument.min_len, &argument.max_len].into_iter().flatten() {
        if !matches!(kind, Kind::Text | Kind::Unknown) {
            let short = if bound.key == "min_len" { "min" } else { "max" };
            let help = if matches!(kind, Kind::Integer { .. } | Kind::Number) {
                format!("write `{short}` to limit a number")
            } else {
                format!("remove `{}`", bound.key)
            };
            diag.error_help(&bound.key, format_args!("`{}` is for strings", bound.key), help);
        }
    }
    if let Some(bound) = &argument.max_len
        && bound.value.value == NumberValue::Integer(0)
    {
        diag.error_help(&bound.value.tokens, "`max_len` cannot be 0", "write at least 1");
    }
    ordered(argument.min_len.as_ref(), argument.max_len.as_ref(), diag);
}

fn ordered(min: Option<&Keyed<Number>>, max: Option<&Keyed<Number>>, diag: &mut Diagnostics) {
    if let (Some(min), Some(max)) = (min, max)
        && float(min.value.value) > float(max.value.value)
    {
        diag.error_help(
            &min.value.tokens,
            format_args!("`{}` is above `{}`", min.key, max.key),
            "swap the two",
        );
    }
}

fn default(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(default) = &argument.default else { return };
    if argument.shape != Shape::Required {
        let (ty, help) = match argument.shape {
            Shape::List => ("a `Vec`", "remove `default`; without values the list is empty"),
            _ => ("an `Option`", "remove the `Option` around the type, or the default"),
        };
        diag.error_help(&default.key, format_args!("{ty} cannot have a default"), help);
        return;
    }
    match (kind, &default.value) {
        (Kind::Integer { min, max }, DefaultValue::Number(number)) => match number.value {
            NumberValue::Float(_) => diag.error_help(
                &number.tokens,
                "the argument is a whole number, its default is not",
                "write a whole number",
            ),
            NumberValue::Integer(value) if value < min || value > max => {
                diag.error_help(
                    &number.tokens,
                    format_args!("the type cannot hold {value}"),
                    format_args!("write a number from {min} to {max}"),
                );
            }
            NumberValue::Integer(_) | NumberValue::Duration(_) => within(argument, number, diag),
        },
        (Kind::Number, DefaultValue::Number(number)) => within(argument, number, diag),
        (Kind::Text, DefaultValue::Text(text)) => text_within(argument, text, diag),
        (Kind::Character, DefaultValue::Text(text)) if text.value().chars().count() != 1 => {
            let help = "write one character, or take a `String`";
            diag.error_help(text, "the default is not one character", help);
        }
        (Kind::Other, DefaultValue::Text(text)) if is_duration(argument.item()) => {
            duration_within(argument, text, diag);
        }
        (kind, value) => other_type(kind, value, diag),
    }
}

/// Reports a default whose literal is of another type than the argument.
fn other_type(kind: Kind, default: &DefaultValue, diag: &mut Diagnostics) {
    let boolean = "write `default = true` or `default = false`";
    match (kind, default) {
        (Kind::Integer { .. } | Kind::Number, DefaultValue::Text(text)) => {
            let message = "the argument is a number, its default is a string";
            diag.error_help(text, message, "write a number without quotes");
        }
        (Kind::Integer { .. } | Kind::Number, DefaultValue::Boolean(_, tokens)) => {
            diag.error_help(tokens, "the argument is a number, its default is not", "write a number");
        }
        (
            Kind::Text | Kind::Character,
            DefaultValue::Number(Number { tokens, .. }) | DefaultValue::Boolean(_, tokens),
        ) => {
            let message = "the argument is a string, its default is not";
            diag.error_help(tokens, message, "put the default in quotes");
        }
        (Kind::Boolean, DefaultValue::Number(Number { tokens, .. })) => {
            diag.error_help(tokens, "the argument is a `bool`, its default is not", boolean);
        }
        (Kind::Boolean, DefaultValue::Text(text)) => {
            diag.error_help(text, "the argument is a `bool`, its default is a string", boolean);
        }
        _ => {}
    }
}

/// Returns whether a caller could type the text for a `Duration`.
pub fn is_duration_text(text: &str) -> bool {
    duration_millis(text).is_some()
}

fn duration_millis(text: &str) -> Option<u64> {
    match text.trim().parse::<u64>() {
        Ok(seconds) => seconds.checked_mul(1000),
        Err(_) => {
            humantime::parse_duration(text).ok().and_then(|duration| duration.as_millis().try_into().ok())
        }
    }
}

fn is_duration(ty: &Type) -> bool {
    outer(ty).is_some_and(|(name, _)| name == "Duration")
}

fn within(argument: &ArgumentParam, number: &Number, diag: &mut Diagnostics) {
    let value = float(number.value);
    if let Some(min) = &argument.min
        && value < float(min.value.value)
    {
        diag.error_help(
            &number.tokens,
            "the default is below `min`",
            format_args!("write at least {}", min.value.tokens),
        );
    }
    if let Some(max) = &argument.max
        && value > float(max.value.value)
    {
        diag.error_help(
            &number.tokens,
            "the default is above `max`",
            format_args!("write at most {}", max.value.tokens),
        );
    }
}

fn duration_within(argument: &ArgumentParam, text: &syn::LitStr, diag: &mut Diagnostics) {
    let Some(millis) = duration_millis(&text.value()) else {
        let help = "write a string such as `\"30s\"` or `\"1h30m\"`";
        return diag.error_help(text, "the default is not a duration", help);
    };
    // The comparison is that of numbers; the bounds are milliseconds as well.
    let value = NumberValue::Duration(millis);
    within(argument, &Number { value, tokens: text.to_token_stream() }, diag);
}

fn text_within(argument: &ArgumentParam, text: &syn::LitStr, diag: &mut Diagnostics) {
    let length = text.value().chars().count();
    for (bound, short) in [(&argument.min_len, true), (&argument.max_len, false)] {
        let Some(Keyed { value: Number { value: NumberValue::Integer(limit), tokens }, .. }) = bound else {
            continue;
        };
        let wrong =
            i128::try_from(length).is_ok_and(|length| if short { length < *limit } else { length > *limit });
        if wrong {
            let (side, key, word) =
                if short { ("below", "min_len", "at least") } else { ("above", "max_len", "at most") };
            diag.error_help(
                text,
                format_args!("the default has {length} characters, {side} `{key}`"),
                format_args!("write {word} {tokens} characters"),
            );
        }
    }
}

// Only for comparing written numbers; beyond 2^53 both sides round alike.
#[allow(clippy::cast_precision_loss)]
fn float(value: NumberValue) -> f64 {
    match value {
        NumberValue::Integer(value) => value as f64,
        NumberValue::Float(value) => value,
        NumberValue::Duration(millis) => millis as f64,
    }
}
