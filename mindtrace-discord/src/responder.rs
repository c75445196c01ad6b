//! Answering a call: the port that a surface implements, and the states that a call goes through.

mod collecting;
mod replies;

pub(crate) use self::collecting::CollectingResponder;
pub(crate) use self::replies::Replies;
pub use self::replies::Sent;

use std::time::Duration;

use futures::future::BoxFuture;
use serde_json::Value;
use serenity::model::id::{ChannelId, MessageId};
use tokio_util::sync::CancellationToken;

use crate::reply::{Reply, ReplyError, Visibility};

/// How one surface answers one call.
///
/// It only carries out; [`Replies`](super::Replies) decides what may be done when.
pub(crate) trait Responder: Send + Sync {
    /// The time after which the caller must have seen a sign of life.
    fn acknowledgement_delay(&self) -> Option<Duration> {
        None
    }

    /// Whether replies that are to disappear are deleted here; a caller who is handed them decides that alone.
    fn deletes(&self) -> bool {
        true
    }

    /// Whether Discord's limits of length and number hold here.
    fn is_limited(&self) -> bool {
        true
    }

    /// How many messages may follow the answer, where Discord counts.
    fn most_follow_ups(&self) -> Option<u32> {
        None
    }

    /// Whether silence is told by deferring alone: nobody waits for a new message after a click.
    fn acknowledges_by_deferring(&self) -> bool {
        false
    }

    /// How a form gets to the caller.
    fn modal_support(&self) -> ModalSupport {
        ModalSupport::Never
    }

    /// Opens a form, given as Discord's JSON; it is the first response.
    fn open_modal(&self, _: Value) -> BoxFuture<'_, Result<(), ReplyError>> {
        Box::pin(std::future::ready(Err(ReplyError::NoModal)))
    }

    /// How long answers are taken, counted from the call.
    fn lifetime(&self) -> Option<Duration> {
        None
    }

    /// Tells the caller that an answer will come.
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

    /// Cancelled when a message that was sent is not this call's any more; `None` where that never happens.
    fn taken(&self, _: SentId) -> Option<CancellationToken> {
        None
    }

    /// What is said when a handler came to its end and said nothing, where silence would look like a failure.
    fn acknowledgement(&self) -> Option<Reply> {
        None
    }

    /// The reply that tells the caller what went wrong, or `None` if the surface tells it in another way.
    fn refusal(&self, refusal: Refusal) -> Option<Reply>;
}

/// What a caller is told of a call that failed.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) message: String,
    /// Whether the call is not like any command of this bot, so that another bot may have been addressed.
    pub(crate) is_foreign: bool,
}

/// How a form gets to the caller of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModalSupport {
    /// There is nobody to fill it in.
    Never,
    /// As the answer.
    Directly,
    /// Behind a button: Discord opens forms for interactions only.
    BehindButton,
}

/// What a surface needs to find a message again that it sent.
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
