//! Replies: what handlers return and how it reaches the caller.

#[cfg(any(feature = "http", feature = "cli"))]
mod collecting;
mod embed;
mod into;
mod replies;
mod responder;
pub(crate) mod wire;

use std::time::Duration;

use serde::Serialize;
use serenity::model::id::{RoleId, UserId};

#[cfg(any(feature = "http", feature = "cli"))]
pub(crate) use self::collecting::CollectingResponder;
pub use self::embed::{Embed, EmbedAuthor, EmbedField, EmbedFooter, EmbedImage};
#[doc(hidden)]
pub use self::into::{Handled, Invoked, handle, run};
pub use self::into::{HandlerError, HandlerResult, IntoOutcome, IntoReply};
pub use self::replies::Sent;
pub(crate) use self::replies::{Replies, Visibility};
pub(crate) use self::responder::{Responder, SentId};

/// What a command answers: text, embeds, and who may see and be pinged by them.
///
/// Nobody is pinged unless the reply says so, whatever mentions its text contains.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let reply = Reply::new("Done.").ephemeral();
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[must_use]
pub struct Reply {
    pub(crate) content: String,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) ephemeral: bool,
    #[serde(skip)]
    pub(crate) delete_after: Option<Duration>,
    #[serde(skip)]
    pub(crate) mentions: Mentions,
}

/// Who may be pinged.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

impl Reply {
    /// A reply with `content`, at most 2000 characters (a Discord limit).
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Adds an embed; Discord shows at most 10.
    pub fn embed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
        self
    }

    /// Shows it to the caller only: on Discord as a message others do not see, after a prefix command by direct message.
    pub fn ephemeral(mut self) -> Self {
        self.ephemeral = true;
        self
    }

    /// Deletes it after a while.
    pub fn delete_after(mut self, duration: Duration) -> Self {
        self.delete_after = Some(duration);
        self
    }

    /// Pings these users where the text mentions them.
    pub fn ping_users(mut self, users: impl IntoIterator<Item = UserId>) -> Self {
        self.mentions.users.extend(users);
        self
    }

    /// Pings these roles where the text mentions them.
    pub fn ping_roles(mut self, roles: impl IntoIterator<Item = RoleId>) -> Self {
        self.mentions.roles.extend(roles);
        self
    }

    /// Pings everyone where the text says `@everyone` or `@here`.
    pub fn ping_everyone(mut self) -> Self {
        self.mentions.everyone = true;
        self
    }

    /// The text.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The embeds.
    pub fn embeds(&self) -> &[Embed] {
        &self.embeds
    }

    /// Whether only the caller sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.ephemeral
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.content.is_empty() && self.embeds.is_empty()
    }
}

impl From<String> for Reply {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}

impl From<&str> for Reply {
    fn from(content: &str) -> Self {
        Self::new(content)
    }
}

impl From<Embed> for Reply {
    fn from(embed: Embed) -> Self {
        Self::default().embed(embed)
    }
}

/// Why a reply was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The call has its answer already.
    #[error(
        "this call is answered already; use `followup` for a second message, or `edit` what `reply` gave back"
    )]
    AlreadyAnswered,
    /// Deferring comes before answering, and once.
    #[error("this call is deferred or answered already")]
    AlreadyDeferred,
    /// A follow-up comes after the answer.
    #[error("this call has no answer yet; use `reply` first")]
    NotAnswered,
    /// Discord takes answers to an interaction for 15 minutes.
    #[error("the interaction is older than 15 minutes, Discord takes no more answers to it")]
    Expired,
    /// A private answer to a prefix command goes by direct message, and the caller accepts none.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// What is private stays so: a message that others see cannot take private text.
    #[error(
        "the reply is private and this message is not; send it with `followup`, which the caller alone can see"
    )]
    WouldBePublic,
    /// The request was broken off.
    #[error("sending was interrupted")]
    Interrupted,
    /// Nobody is there to answer: an event without a channel.
    #[error("this event has no channel to answer in; use `ctx.channel_by_id(id)`")]
    NoChannel,
    /// Discord refuses an empty message.
    #[error("a reply needs a text or an embed")]
    Empty,
    /// Discord takes 2000 characters.
    #[error("the text has {0} characters, Discord takes 2000")]
    TooLong(usize),
    /// Discord did not take it.
    #[error("Discord did not take the message: {0}")]
    Discord(#[from] Box<serenity::Error>),
}

impl From<serenity::Error> for ReplyError {
    fn from(error: serenity::Error) -> Self {
        Self::Discord(Box::new(error))
    }
}
