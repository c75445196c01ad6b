//! Modals as structs.
//!
//! [`#[derive(Modal)]`](derive@crate::Modal) makes a struct a modal. [`Context::modal`](crate::Context::modal) opens it and waits for the
//! submission; [`Context::modal_with`](crate::Context::modal_with) opens it with values and texts from a [`ModalDraft`].
//!
//! | type of a field | component |
//! |---|---|
//! | text, numbers, durations, any type with `FromStr` | a text input |
//! | an enum with [`#[derive(Choice)]`](derive@crate::Choice), or `choices(…)` | a select menu, or a radio group |
//! | `User`, `Member`, `Role`, `GuildChannel` and their ids | a select menu of these |
//! | `bool` | a checkbox |
//! | `Attachment` | a file upload |
//! | `Vec<T>`, `Option<T>` | the same with several values; the same, which may stay empty |

mod draft;
mod shown;
mod spec;
mod value;
mod wire;

pub use self::draft::ModalDraft;
pub(crate) use self::shown::Shown;
pub use self::spec::{FieldSpec, Modal, ModalSpec};
pub use self::value::FieldValue;
#[doc(hidden)]
pub use self::value::{Fill, NoFieldValue};
pub(crate) use self::wire::modal;
pub use crate::outcome::ModalError;
