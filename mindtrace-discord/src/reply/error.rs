//! The reasons why a reply is not sent.

use crate::error::{BoxError, RequestError};

/// The reason why a reply was not sent.
///
/// Returned from a handler with `?`, the error is logged, and the caller sees a generic message with a reference id.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::ReplyError;
///
/// /// Get the secret.
/// #[command(surfaces(prefix))]
/// async fn secret(ctx: &Context) -> Result<()> {
///     match ctx.reply(Reply::new("Tea is 98 % water.").ephemeral()).await {
///         Err(ReplyError::NoPrivateAnswer) => {
///             ctx.channel().say("Please allow direct messages from this server.").await?;
///             Ok(())
///         }
///         sent => sent.map(drop).map_err(Into::into),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The call is already answered. Send a follow-up, or edit the answer.
    #[error(
        "this call is already answered; use `followup` for another message, or `edit` the message that `reply` returned"
    )]
    AlreadyAnswered,
    /// The call is already deferred or answered, so there is nothing to do.
    #[error("this call is already deferred or answered")]
    AlreadyDeferred,
    /// A follow-up was sent before the answer. Use [`say`](crate::Context::say), which is an answer or a follow-up.
    #[error("this call has no answer yet; use `reply` first")]
    NotAnswered,
    /// The interaction is too old: Discord accepts answers for 15 minutes. Send a message of its own with `ctx.channel().say(…)`.
    #[error("the interaction is older than 15 minutes, so Discord accepts no more answers to it")]
    Expired,
    /// The message of the call was edited or deleted, and its answer was deleted or now belongs to the new call. There is nothing to do.
    #[error("the message of this call was edited or deleted, and this answer no longer belongs to the call")]
    Overwritten,
    /// A private answer to a prefix command is a direct message, which the caller does not accept. Say so in the
    /// channel, as the framework does for answers that handlers return.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// A private reply was to replace a message that others can see. Send it as a follow-up.
    #[error(
        "the reply is private and this message is not; send it with `followup`, which is visible to the caller only"
    )]
    WouldBePublic,
    /// A modal was opened for an HTTP caller or outside a call. Ask [`can_modal`](crate::Context::can_modal) first.
    #[error("a modal can be opened for a user on Discord only; check `ctx.can_modal()` first")]
    NoModal,
    /// A modal was opened after the first response. Open it before the call is answered or deferred.
    #[error("a modal must be the first response; open it before replying or deferring")]
    ModalTooLate,
    /// The answer to a call over HTTP is not a message on Discord. Restrict the command with `surfaces(prefix, slash)`.
    #[error("this answer is not a message on Discord, because the call came over HTTP")]
    NotOnDiscord,
    /// The request was cancelled, because the bot stops or a request panicked. It may have been sent.
    #[error("sending was interrupted")]
    Interrupted,
    /// The event has no channel. Name one: [`channel_by_id`](crate::Context::channel_by_id).
    #[error("this event has no channel to answer in; use `ctx.channel_by_id(id)`")]
    NoChannel,
    /// The call or event has no message to react to. React to the answer, which [`reply`](crate::Context::reply) returns.
    #[error("this call or event has no message")]
    NoMessage,
    /// A sticker or a forwarded message was sent as the answer to an interaction, or in an edit. Send it with `ctx.channel().say(…)`.
    #[error("{0} can be sent as a new message in a channel only; use `ctx.channel().say(…)`")]
    OnlyInChannel(&'static str),
    /// The reply is empty: it needs a text, an embed, a file or a layout.
    #[error("a reply needs a text or an embed")]
    Empty,
    /// A custom id is longer than Discord's limit of 100 characters. Carry shorter values, or declare the component as `stored`.
    #[error("a button's custom id would have {0} characters, Discord accepts 100; carry shorter values")]
    CustomIdTooLong(usize),
    /// A component whose values are in the store is to work for longer than they are kept. Write a shorter `expires_in`.
    #[error(
        "a component whose values are stored works for at most 30 days; write a shorter `expires_in`, or carry shorter values"
    )]
    StoredTooLong,
    /// The emoji of a button or of an option is neither a Unicode emoji nor a custom one; see [`Emoji`](crate::component::Emoji).
    #[error("`{0}` is no emoji; write a Unicode emoji such as `👍`, or a custom one as `<:name:id>`")]
    InvalidEmoji(String),
    /// The reply exceeds one of Discord's limits; the text names it.
    #[error("Discord would refuse this reply: {0}")]
    Refused(&'static str),
    /// A user-installed application sent more than five messages after its answer. Put more into one message, or edit it.
    #[error("Discord accepts five messages after the answer from an application that is not in the guild")]
    TooManyFollowUps,
    /// A look-up that the reply needs failed. The cause is a request to Discord; try again later.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// The request to Discord failed; the [`RequestError`] says what to do.
    #[error("the message could not be sent: {0}")]
    Discord(#[from] RequestError),
}
