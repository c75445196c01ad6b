//! Modals as structs.

mod spec;
mod wire;

pub use self::spec::{FieldSpec, Modal, ModalSpec};
pub(crate) use self::wire::modal;
