//! Parts of a reply.

use serde::Serialize;
use serenity::model::id::{ChannelId, MessageId, RoleId, UserId};

/// How a text is sent that is longer than a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// As several messages.
    #[default]
    Split,
    /// As a file of this name.
    File(String),
}

/// The mentions that may ping.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

/// A message that is forwarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Forward {
    pub(crate) channel_id: ChannelId,
    pub(crate) message_id: MessageId,
}
