//! Values of options.

use std::fmt;

use serenity::model::id::{ChannelId, RoleId, UserId};

use crate::{
    location::{Channel, Role},
    member::Member,
};

/// A value of an option; text is parsed as the registered type of the option.
///
/// ```
/// use mindtrace_discord::sandbox::SlashValue;
///
/// assert_eq!(SlashValue::from("rules"), SlashValue::Text("rules".to_owned()));
/// assert_eq!(SlashValue::from(5_i64), SlashValue::Number(5.into()));
/// assert_eq!(SlashValue::from(true).to_string(), "true");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SlashValue {
    /// Text, or any other value as a member would type it: `5`, `true`, `@bob`, `#general`.
    Text(String),
    /// A number.
    Number(serde_json::Number),
    /// A boolean.
    Bool(bool),
    /// A user.
    User(UserId),
    /// A role.
    Role(RoleId),
    /// A channel.
    Channel(ChannelId),
    /// A file, for an option that takes attachments.
    File {
        /// Its name.
        name: String,
        /// Its contents.
        bytes: Vec<u8>,
    },
}

impl fmt::Display for SlashValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Bool(boolean) => boolean.fmt(f),
            Self::User(id) => write!(f, "<@{id}>"),
            Self::Role(id) => write!(f, "<@&{id}>"),
            Self::Channel(id) => write!(f, "<#{id}>"),
            Self::File { name, .. } => f.write_str(name),
        }
    }
}

macro_rules! value_from {
    ($($from:ty => |$value:ident| $into:expr;)*) => {
        $(impl From<$from> for SlashValue {
            fn from($value: $from) -> Self {
                $into
            }
        })*
    };
}

value_from! {
    &str => |text| Self::Text(text.to_owned());
    &String => |text| Self::Text(text.clone());
    String => |text| Self::Text(text);
    bool => |boolean| Self::Bool(boolean);
    i32 => |number| Self::Number(number.into());
    i64 => |number| Self::Number(number.into());
    u32 => |number| Self::Number(number.into());
    u64 => |number| Self::Number(number.into());
    usize => |number| Self::Number(number.into());
    f64 => |number| serde_json::Number::from_f64(number).map_or_else(|| Self::Text(number.to_string()), Self::Number);
    &Member => |member| Self::User(member.id());
    &Role => |role| Self::Role(role.id);
    &Channel => |channel| Self::Channel(channel.id);
    UserId => |id| Self::User(id);
    RoleId => |id| Self::Role(id);
    ChannelId => |id| Self::Channel(id);
}
