//! Conversations within one call: modals, pages with buttons, waiting for events and for answers of the gateway.

mod click;
mod members;
mod modal;
mod paginator;
mod voice;
mod wait;

pub use self::click::{Click, Clicks};
pub use self::members::{FoundMembers, MemberQuery, MembersError};
pub use self::paginator::Paginator;
pub use self::voice::{VoiceConnection, VoiceError};
