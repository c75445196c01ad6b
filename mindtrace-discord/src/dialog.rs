//! Conversations inside one call: waiting for an event, asking with a modal, pages with buttons.

mod modal;
mod paginator;
mod wait;

pub use self::paginator::Paginator;
