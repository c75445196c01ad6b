//! Conversations within one call: modals, pages with buttons, waiting for events and for answers of the gateway.

// The documentation of `Context` shows the methods in this order.
mod click;
mod modal;
mod wait;

mod members;
mod paginator;
mod voice;

pub use self::click::{Click, Clicks};
pub use self::members::{FoundMembers, MemberQuery, MembersError};
pub use self::paginator::Paginator;
pub use self::voice::{VoiceConnection, VoiceError};
