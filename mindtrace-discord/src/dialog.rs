//! Conversations within one call: modals, pages with buttons, waiting for events.

mod modal;
mod paginator;
mod wait;

pub use self::paginator::Paginator;
