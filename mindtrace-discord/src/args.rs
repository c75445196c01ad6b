//! Arguments: conversion of a caller's input to the values that a handler owns, the same on every surface.
//!
//! | parameter | accepted input |
//! |---|---|
//! | `String`, `char`, `bool`, integers, `f32`, `f64` | `"two words"`, `yes`, `-7` |
//! | `User`, `Member`, `Role`, [`UserOrRole`], `GuildChannel`, `PartialChannel` | a mention, an id or a name |
//! | `UserId`, `RoleId`, `ChannelId`, `GuildId`, `MessageId` | an id; of users, roles and channels also a mention |
//! | `Message` | a link or an id, if the caller can read the message |
//! | `Duration`, `Timestamp` | `1h30m`, `2027-03-01T09:00Z` |
//! | [`CodeBlock`], `ReactionType`, `Attachment` | a code block, an emoji, a file |
//! | an enum with [`#[derive(Choice)]`](derive@crate::Choice) | one of its values |
//! | a struct with [`#[derive(Args)]`](derive@crate::Args), with `#[arg(flatten)]` | its fields are parameters |
//! | any type with `FromStr`, with `#[arg(parse)]` | its text |
//! | a type of yours that implements [`Argument`] | a syntax of yours |
//! | `Option<T>` | nothing, or a `T` |
//! | `Vec<T>` | 0 to 25 values |
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! /// Time out members: `!timeout 10m "too loud" @ada @bob`.
//! #[command(guild_only, permissions(MODERATE_MEMBERS), bot_permissions(MODERATE_MEMBERS))]
//! async fn timeout(ctx: &Context, time: Duration, reason: String, #[arg(below_caller)] members: Vec<Member>) -> String {
//!     let names: Vec<&str> = members.iter().map(|member| member.display_name()).collect();
//!     format!("{} sends {} out for {time:?}: {reason}", ctx.author().name, names.join(", "))
//! }
//! ```

mod attachment;
mod choice;
mod code;
mod discord;
mod emoji;
mod error;
pub(crate) mod expected;
pub(crate) mod lexer;
pub(crate) mod limit;
mod link;
mod lookup;
mod mentionable;
mod message;
mod parsed;
mod scalar;
mod suggest;
pub(crate) mod time;
mod value;

use std::any::Any;

use futures::future::BoxFuture;

pub use self::choice::Choice;
pub use self::code::CodeBlock;
#[cfg(fuzzing)]
pub(crate) use self::code::code;
pub(crate) use self::discord::{Reference, reference};
pub(crate) use self::error::shown;
pub use self::error::{Ambiguity, ArgumentError, ConvertError};
pub use self::expected::Expected;
#[cfg(fuzzing)]
pub(crate) use self::link::link;
pub use self::lookup::Lookup;
pub use self::mentionable::UserOrRole;
pub use self::parsed::Parsed;
pub(crate) use self::parsed::{convert_parsed, convert_parsed_list, convert_parsed_optional};
#[cfg(fuzzing)]
pub(crate) use self::scalar::character;
#[doc(hidden)]
pub use self::suggest::suggest;
pub use self::suggest::{IntoSuggestions, Suggestion};
#[cfg(fuzzing)]
pub(crate) use self::time::{duration, timestamp};
pub use self::value::{ArgumentKind, Value};

use self::limit::{ChoiceSpec, Presence};
use crate::error::Internal;

/// A type that a value can be converted to. A handler may own it, an `Option` of it or a `Vec` of it.
///
/// One implementation serves every surface: text of a prefix command, an option of a slash command and a JSON field arrive as the same
/// [`Value`], already of the requested [`KIND`](Self::KIND).
///
/// ```
/// use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
///
/// struct Color(u8, u8, u8);
///
/// impl Argument for Color {
///     const KIND: ArgumentKind = ArgumentKind::String;
///     const EXPECTED: &'static str = "a color such as #ff8800";
///
///     async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
///         let text = value.to_string();
///         let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(ConvertError::Invalid)?;
///         let part = |at: usize| {
///             digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or(ConvertError::Invalid)
///         };
///         Ok(Self(part(0)?, part(2)?, part(4)?))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a command",
    label = "this type cannot be parsed from a caller's input",
    note = "use an owned type: `String`, `bool`, a number, `User`, `Member`, `Role`, a channel, an id, `Duration` or a `Choice` enum",
    note = "`Option<T>` makes one optional, `Vec<T>` takes several, `&T` is state passed to `.state(…)`",
    note = "for another type, implement `Argument`, or write `#[arg(parse)]` if it implements `FromStr`"
)]
pub trait Argument: Sized + Send + 'static {
    /// The kind of value, which is also the option type of slash commands.
    const KIND: ArgumentKind;

    /// The expected value, as text that completes "must be …".
    const EXPECTED: &'static str;

    /// The least and greatest whole number that the type holds.
    const RANGE: Option<(i128, i128)> = None;

    /// The accepted values; empty if there is no fixed set.
    const CHOICES: &'static [ChoiceSpec] = &[];

    /// The part of a prefix command's text that the argument consumes.
    const CONSUMES: Consumes = Consumes::Word;

    /// Returns whether an optional parameter takes a word of a prefix command that later parameters could take as well. `None`: it takes
    /// any word, because its values can look like anything.
    ///
    /// A word that is taken and cannot be converted is an error of the caller; one that is not taken is for the next parameter. Numbers,
    /// durations and points in time take each word that begins with a digit, so `!remind 10x milk` is refused and `!remind milk` is not.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use mindtrace_discord::args::Argument;
    ///
    /// assert_eq!(["10x", "milk"].map(Duration::claims), [Some(true), Some(false)]);
    /// assert_eq!(String::claims("milk"), None);
    /// ```
    fn claims(word: &str) -> Option<bool> {
        match Self::KIND {
            ArgumentKind::Integer | ArgumentKind::Number => {
                Some(begins_with_digit(word) || Self::KIND.looks_like(word))
            }
            ArgumentKind::Boolean => Some(Self::KIND.looks_like(word)),
            _ => None,
        }
    }

    /// Converts a value. Users, roles, channels and messages are looked up.
    ///
    /// # Errors
    ///
    /// [`ConvertError::Invalid`] when the value is not an expected one, [`ConvertError::Failed`] when the look-up failed.
    fn convert(value: Value, lookup: &Lookup<'_>) -> impl Future<Output = Result<Self, ConvertError>> + Send;
}

/// Returns whether a text begins with a digit, or with a sign and a digit.
pub(crate) fn begins_with_digit(text: &str) -> bool {
    text.strip_prefix(['+', '-']).unwrap_or(text).starts_with(|first: char| first.is_ascii_digit())
}

/// The type of an owned parameter: an [`Argument`], an `Option` of one or a `Vec` of them.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Invite users to a channel.
/// #[command]
/// async fn invite(channel: ChannelId, greeting: Option<String>, users: Vec<User>) -> String {
///     let greeting = greeting.as_deref().unwrap_or("Hello");
///     format!("{greeting}, {} users, in {}!", users.len(), channel.mention())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a command",
    label = "this type cannot be parsed from a caller's input",
    note = "use an owned type: `String`, `bool`, a number, `User`, `Member`, `Role`, a channel, an id, `Duration` or a `Choice` enum",
    note = "`Option<T>` makes one optional, `Vec<T>` takes several, `&T` is state passed to `.state(…)`",
    note = "for another type, implement `Argument`, or write `#[arg(parse)]` if it implements `FromStr`"
)]
pub trait Parameter: Sized + Send + 'static {
    /// The type of one value.
    type Item: Argument;

    /// How many values the parameter takes.
    const PRESENCE: Presence;

    /// Converts the supplied values.
    ///
    /// # Errors
    ///
    /// Those of [`Argument::convert`].
    fn convert(
        supplied: Supplied,
        lookup: &Lookup<'_>,
    ) -> impl Future<Output = Result<Self, ConvertError>> + Send;
}

/// The part of a prefix command's text that an argument consumes.
///
/// ```
/// use mindtrace_discord::args::{Argument, ArgumentKind, Consumes, ConvertError, Lookup, Value};
///
/// struct Motto(String);
///
/// impl Argument for Motto {
///     const KIND: ArgumentKind = ArgumentKind::String;
///     const EXPECTED: &'static str = "a motto that ends in `!`";
///     const CONSUMES: Consumes = Consumes::Rest;
///
///     async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
///         Some(value.to_string()).filter(|text| text.ends_with('!')).map(Self).ok_or(ConvertError::Invalid)
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Consumes {
    /// The next word, or several in quotes.
    Word,
    /// The rest of the text, verbatim.
    Rest,
    /// A code block or inline code, including its marks; else the next word.
    CodeBlock,
    /// `--name`, at any position.
    Flag,
    /// No text: the next file attached to the message.
    Attachment,
}

/// The values that a caller supplied for one parameter.
///
/// ```
/// use std::collections::BTreeSet;
///
/// use mindtrace_discord::args::{ConvertError, Lookup, Parameter, Supplied};
/// use mindtrace_discord::command::Presence;
///
/// /// Words, each once.
/// struct Words(BTreeSet<String>);
///
/// impl Parameter for Words {
///     type Item = String;
///     const PRESENCE: Presence = Presence::List;
///
///     async fn convert(supplied: Supplied, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
///         let words = <Vec<String> as Parameter>::convert(supplied, lookup).await?;
///         Ok(Self(words.into_iter().collect()))
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Supplied {
    /// No value, and there is no default.
    None,
    /// One value.
    One(Value),
    /// Any number of values.
    Many(Vec<Value>),
}

#[diagnostic::do_not_recommend]
impl<T: Argument> Parameter for T {
    type Item = T;
    const PRESENCE: Presence = Presence::Required;

    async fn convert(supplied: Supplied, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        match supplied {
            Supplied::One(value) => T::convert(value, lookup).await,
            Supplied::None | Supplied::Many(_) => Err(ConvertError::Invalid),
        }
    }
}

impl<T: Argument> Parameter for Option<T> {
    type Item = T;
    const PRESENCE: Presence = Presence::Optional;

    async fn convert(supplied: Supplied, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        match supplied {
            Supplied::None => Ok(None),
            Supplied::One(value) => T::convert(value, lookup).await.map(Some),
            Supplied::Many(_) => Err(ConvertError::Invalid),
        }
    }
}

impl<T: Argument> Parameter for Vec<T> {
    type Item = T;
    const PRESENCE: Presence = Presence::List;

    async fn convert(supplied: Supplied, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        let values = match supplied {
            Supplied::None => Vec::new(),
            Supplied::One(value) => vec![value],
            Supplied::Many(values) => values,
        };
        let mut converted = Self::with_capacity(values.len());
        for value in values {
            converted.push(T::convert(value, lookup).await?);
        }
        Ok(converted)
    }
}

/// A type-erased conversion, so that all commands share one pipeline function.
pub(crate) type Convert =
    for<'a> fn(Supplied, &'a Lookup<'a>) -> BoxFuture<'a, Result<Box<dyn Any + Send>, ConvertError>>;

/// The type-erased [`Parameter::convert`] behind a [`Convert`] pointer: one instance per type, not per command.
pub(crate) fn convert<'a, T: Parameter>(
    supplied: Supplied,
    lookup: &'a Lookup<'a>,
) -> BoxFuture<'a, Result<Box<dyn Any + Send>, ConvertError>> {
    Box::pin(async move {
        let value = T::convert(supplied, lookup).await?;
        Ok(Box::new(value) as Box<dyn Any + Send>)
    })
}

/// The bound arguments of one call, in the order of the parameters.
///
/// ```no_run
/// use mindtrace_discord::Internal;
/// use mindtrace_discord::args::Arguments;
///
/// /// Takes the arguments of a command with the parameters `name: String, count: Option<u32>`.
/// fn take(args: &mut Arguments) -> Result<(String, Option<u32>), Internal> {
///     Ok((args.take()?, args.take()?))
/// }
/// ```
#[derive(Debug)]
pub struct Arguments {
    values: std::vec::IntoIter<Box<dyn Any + Send>>,
}

impl Arguments {
    pub(crate) fn new(values: Vec<Box<dyn Any + Send>>) -> Self {
        Self { values: values.into_iter() }
    }

    /// Takes the next argument. Called by generated code.
    ///
    /// # Errors
    ///
    /// Fails when there is no next argument, or it is of another type.
    pub fn take<T: 'static>(&mut self) -> Result<T, Internal> {
        let next = self.values.next().ok_or(Internal::TooFewArguments)?;
        next.downcast::<T>().map(|value| *value).map_err(|_| Internal::ArgumentType)
    }
}
