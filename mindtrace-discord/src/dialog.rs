//! Conversations within one call: modals, pages with buttons, waiting for events.

mod click;
mod modal;
mod paginator;
mod wait;

pub use self::click::{Click, Clicks};
pub use self::paginator::Paginator;
