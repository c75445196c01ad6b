//! The values with which the fields of a modal open.

use serenity::model::channel::{GuildChannel, PartialChannel};
use serenity::model::guild::{Member, Role};
use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};
use serenity::model::user::User;

use crate::args::Choice;
use crate::component::{CustomIdValue, SelectDefaultValue};

/// The value with which a field of a modal opens.
///
/// | created from | for |
/// |---|---|
/// | texts, numbers, `char`, `bool`, enums with `#[derive(Choice)]` | texts, numbers, choices, checkboxes |
/// | `UserId`, `User`, `Member`, `RoleId`, `Role`, `ChannelId`, `GuildChannel`, [`SelectDefaultValue`] | users, roles and channels |
/// | `Option` | nothing if it is `None`: the field opens empty, whatever its declared default |
/// | `Vec`, arrays | fields that are a `Vec` |
///
/// ```
/// use mindtrace_discord::modal::FieldValue;
///
/// assert_eq!(FieldValue::from(Some("rust")), FieldValue::from("rust"));
/// assert_eq!(FieldValue::from([1, 2]), FieldValue::from(vec!["1", "2"]));
/// assert_ne!(FieldValue::from(None::<bool>), FieldValue::from(false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue(pub(super) Vec<Preset>);

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Preset {
    /// A text, a number, a boolean or the value of a choice, as text.
    Text(String),
    /// A user, a role or a channel.
    Object(SelectDefaultValue),
}

impl FieldValue {
    fn text(text: impl Into<String>) -> Self {
        Self(vec![Preset::Text(text.into())])
    }

    fn list<T: Into<Self>>(values: impl IntoIterator<Item = T>) -> Self {
        let presets = values.into_iter().flat_map(|value| {
            let Self(presets) = value.into();
            presets
        });
        Self(presets.collect())
    }
}

impl Preset {
    /// Returns the text, unless it is a user, a role or a channel.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Object(_) => None,
        }
    }

    /// Returns the user, role or channel.
    pub(super) fn as_object(&self) -> Option<SelectDefaultValue> {
        match self {
            Self::Text(_) => None,
            Self::Object(object) => Some(*object),
        }
    }
}

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&String> for FieldValue {
    fn from(text: &String) -> Self {
        Self::text(text.as_str())
    }
}

macro_rules! displayed {
    ($($ty:ty),*) => {$(
        impl From<$ty> for FieldValue {
            fn from(value: $ty) -> Self {
                Self::text(value.to_string())
            }
        }
    )*};
}

displayed!(bool, char, f32, f64, GuildId, MessageId);
displayed!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl From<SelectDefaultValue> for FieldValue {
    fn from(object: SelectDefaultValue) -> Self {
        Self(vec![Preset::Object(object)])
    }
}

impl From<UserId> for FieldValue {
    fn from(id: UserId) -> Self {
        Self::from(SelectDefaultValue::from(id))
    }
}

impl From<RoleId> for FieldValue {
    fn from(id: RoleId) -> Self {
        Self::from(SelectDefaultValue::from(id))
    }
}

impl From<ChannelId> for FieldValue {
    fn from(id: ChannelId) -> Self {
        Self::from(SelectDefaultValue::from(id))
    }
}

macro_rules! by_id {
    ($($ty:ty: |$value:ident| $id:expr;)*) => {$(
        impl From<$ty> for FieldValue {
            fn from($value: $ty) -> Self {
                Self::from($id)
            }
        }
    )*};
}

by_id! {
    User: |user| user.id;
    Member: |member| member.user.id;
    Role: |role| role.id;
    GuildChannel: |channel| channel.id;
    PartialChannel: |channel| channel.id;
}

/// A field of a submitted modal, for generated code.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fill<T>(pub T);

impl<T: Into<FieldValue>> Fill<T> {
    /// Returns the value. An inherent method takes precedence over one of a trait.
    pub fn value(self) -> Option<FieldValue> {
        Some(self.0.into())
    }
}

/// The fallback for types that a field cannot open with, such as files.
#[doc(hidden)]
pub trait NoFieldValue: Sized {
    /// Returns nothing: the field opens as it is declared.
    fn value(self) -> Option<FieldValue> {
        None
    }
}

impl<T> NoFieldValue for Fill<T> {}

// `#[derive(Choice)]` implements both traits.
#[diagnostic::do_not_recommend]
impl<T: Choice + CustomIdValue> From<T> for FieldValue {
    fn from(choice: T) -> Self {
        Self::text(choice.encode())
    }
}

impl<T: Into<FieldValue>> From<Option<T>> for FieldValue {
    fn from(value: Option<T>) -> Self {
        Self::list(value)
    }
}

impl<T: Into<FieldValue>> From<Vec<T>> for FieldValue {
    fn from(values: Vec<T>) -> Self {
        Self::list(values)
    }
}

impl<T: Into<FieldValue>, const N: usize> From<[T; N]> for FieldValue {
    fn from(values: [T; N]) -> Self {
        Self::list(values)
    }
}
