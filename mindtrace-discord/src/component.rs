//! Components: buttons and select menus, and the signed custom ids that lead back to their handlers.

mod id;

pub(crate) use self::id::assert_fits;
pub use self::id::{ComponentId, CustomIdValue};
