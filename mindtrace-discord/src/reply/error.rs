//! The reasons why a reply is not sent.

use crate::error::{BoxError, RequestError};

/// The reason why a reply was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The call is already answered.
    #[error(
        "this call is already answered; use `followup` for another message, or `edit` the message that `reply` returned"
    )]
    AlreadyAnswered,
    /// The call is already deferred or answered.
    #[error("this call is already deferred or answered")]
    AlreadyDeferred,
    /// A follow-up was sent before the answer.
    #[error("this call has no answer yet; use `reply` first")]
    NotAnswered,
    /// The interaction is too old: Discord accepts answers for 15 minutes.
    #[error("the interaction is older than 15 minutes, so Discord accepts no more answers to it")]
    Expired,
    /// The message of the call was edited or deleted, and its answer was deleted or now belongs to the new call.
    #[error("the message of this call was edited or deleted, and this answer no longer belongs to the call")]
    Overwritten,
    /// A private answer to a prefix command is a direct message, which the caller does not accept.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// A private reply was to replace a message that others can see.
    #[error(
        "the reply is private and this message is not; send it with `followup`, which is visible to the caller only"
    )]
    WouldBePublic,
    /// A modal was opened for an HTTP caller or outside a call.
    #[error("a modal can be opened for a user on Discord only; check `ctx.can_modal()` first")]
    NoModal,
    /// A modal was opened after the first response.
    #[error("a modal must be the first response; open it before replying or deferring")]
    ModalTooLate,
    /// The answer to a call over HTTP is not a message on Discord.
    #[error("this answer is not a message on Discord, because the call came over HTTP")]
    NotOnDiscord,
    /// The request was cancelled.
    #[error("sending was interrupted")]
    Interrupted,
    /// The event has no channel.
    #[error("this event has no channel to answer in; use `ctx.channel_by_id(id)`")]
    NoChannel,
    /// The call or event has no message to react to.
    #[error("this call or event has no message")]
    NoMessage,
    /// A sticker or a forwarded message was sent as the answer to an interaction, or in an edit.
    #[error("{0} can be sent as a new message in a channel only; use `ctx.channel().say(…)`")]
    OnlyInChannel(&'static str),
    /// The reply is empty.
    #[error("a reply needs a text or an embed")]
    Empty,
    /// A custom id is longer than Discord's limit of 100 characters.
    #[error("a button's custom id would have {0} characters, Discord accepts 100; carry shorter values")]
    CustomIdTooLong(usize),
    /// A component whose values are in the store is to work for longer than they are kept.
    #[error(
        "a component whose values are stored works for at most 30 days; write a shorter `expires_in`, or carry shorter values"
    )]
    StoredTooLong,
    /// The emoji of a button or of an option is neither a Unicode emoji nor a custom one.
    #[error("`{0}` is no emoji; write a Unicode emoji such as `👍`, or a custom one as `<:name:id>`")]
    InvalidEmoji(String),
    /// The reply exceeds one of Discord's limits.
    #[error("Discord would refuse this reply: {0}")]
    Refused(&'static str),
    /// A user-installed application sent more than five messages after its answer.
    #[error("Discord accepts five messages after the answer from an application that is not in the guild")]
    TooManyFollowUps,
    /// A look-up that the reply needs failed.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// The request to Discord failed.
    #[error("the message could not be sent: {0}")]
    Discord(#[from] RequestError),
}
