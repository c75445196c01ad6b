//! Modals as structs.

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
