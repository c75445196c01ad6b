//! Modals: forms that open over Discord, as structs.

mod spec;

pub use self::spec::{FieldSpec, Modal, ModalSpec};
