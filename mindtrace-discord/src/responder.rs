//! Answers to calls: the port that a surface implements, and the states of a call.

mod collecting;
mod outliving;
mod replies;
mod sent;

#[cfg(any(feature = "cli", feature = "http"))]
pub(crate) use self::collecting::CollectingResponder;
pub(crate) use self::replies::Replies;
pub use self::sent::Sent;

use std::time::Duration;

use futures::future::BoxFuture;
use serde_json::Value;
use serenity::model::channel::{Message, ReactionType};
use serenity::model::id::{ChannelId, MessageId};
use tokio_util::sync::CancellationToken;

use crate::reply::{Reply, ReplyError, Visibility};

/// Sends the answers of one call on one surface.
///
/// It only performs requests; [`Replies`] decides which are allowed when.
pub(crate) trait Responder: Send + Sync {
    /// Returns the time within which the caller must receive a first response.
    fn acknowledgement_delay(&self) -> Option<Duration> {
        None
    }

    /// Returns whether `delete_after` is applied here. A caller who receives the replies as data deletes nothing.
    fn deletes(&self) -> bool {
        true
    }

    /// Returns whether Discord's limits of length and number apply.
    fn is_limited(&self) -> bool {
        true
    }

    /// Returns whether the answers belong to an interaction, which takes neither stickers nor forwarded messages.
    fn is_interaction(&self) -> bool {
        false
    }

    /// Returns whether a reply replaces a message that is a layout, and stays one.
    fn replaces_layout(&self, _: &Reply) -> bool {
        false
    }

    /// Returns how many messages may follow the answer, if Discord limits them.
    fn max_follow_ups(&self) -> Option<u32> {
        None
    }

    /// Returns whether deferring is a sufficient answer, as after a click, where the user expects no new message.
    fn defer_suffices(&self) -> bool {
        false
    }

    /// Returns how a modal can be opened for the caller.
    fn modal_support(&self) -> ModalSupport {
        ModalSupport::Never
    }

    /// Opens a modal, passed as Discord's JSON, as the first response.
    fn open_modal(&self, _: Value) -> BoxFuture<'_, Result<(), ReplyError>> {
        Box::pin(std::future::ready(Err(ReplyError::NoModal)))
    }

    /// Returns how long after the call answers are accepted, if there is a limit.
    fn lifetime(&self) -> Option<Duration> {
        None
    }

    /// Defers the answer.
    fn defer(&self, visibility: Visibility) -> BoxFuture<'_, Result<(), ReplyError>>;

    /// Sends the answer; `deferred` is the visibility of a deferral before it.
    fn answer(&self, reply: Reply, deferred: Option<Visibility>)
    -> BoxFuture<'_, Result<SentId, ReplyError>>;

    /// Sends one more message.
    fn follow_up(&self, reply: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>>;

    /// Replaces a message that was sent.
    fn edit(&self, sent: SentId, reply: Reply) -> BoxFuture<'_, Result<(), ReplyError>>;

    /// Removes a message that was sent.
    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>>;

    /// Reads a message that was sent.
    fn message(&self, _: SentId) -> BoxFuture<'_, Result<Message, ReplyError>> {
        Box::pin(std::future::ready(Err(ReplyError::NotOnDiscord)))
    }

    /// Does something to a message.
    fn act(&self, _: ChannelId, _: MessageId, _: MessageAction) -> BoxFuture<'_, Result<(), ReplyError>> {
        Box::pin(std::future::ready(Err(ReplyError::NotOnDiscord)))
    }

    /// Returns a token that is cancelled when a sent message no longer belongs to this call; `None` where that never happens.
    fn superseded(&self, _: SentId) -> Option<CancellationToken> {
        None
    }

    /// Returns whether a handler that ended without a reply is answered nevertheless, because no reply would look like a failure.
    fn needs_answer(&self) -> bool {
        false
    }

    /// Returns the reply that tells the caller why the call failed; `None` if the surface reports it in another way.
    fn refusal(&self, refusal: Refusal) -> Option<Reply>;
}

/// Something to do to a message.
#[derive(Debug)]
pub(crate) enum MessageAction {
    /// Add a reaction.
    React(ReactionType),
    /// Remove a reaction.
    Unreact(ReactionType),
    /// Pin it.
    Pin,
    /// Unpin it.
    Unpin,
}

/// The message about a failed call for its caller.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    /// Whether the call resembles no command of this bot, so that it may be meant for another bot.
    pub(crate) is_foreign: bool,
}

/// How a modal can be opened for a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModalSupport {
    /// Not at all: the caller is not a user on Discord.
    Never,
    /// As the first response.
    Directly,
    /// After a click on a button, because Discord opens modals for interactions only.
    BehindButton,
}

/// The identity of a sent message, by which its surface edits or deletes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SentId {
    /// An ordinary message.
    Message(ChannelId, MessageId),
    /// The answer to an interaction, `@original`.
    Original,
    /// A follow-up of an interaction.
    FollowUp(MessageId),
    /// The n-th reply collected for an HTTP caller.
    Collected(usize),
}
