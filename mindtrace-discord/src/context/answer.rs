//! Answers of a handler.

use serenity::model::channel::ReactionType;

use super::Context;
use crate::discord::MessageTarget;
use crate::reply::{Reply, ReplyError, Visibility};
use crate::responder::{MessageAction, Sent};

/// # Answer
///
/// A handler usually returns its answer. These methods send one before the handler ends, or further messages.
impl Context {
    /// Sends the answer to this call. A call has one answer; further messages are [`followup`](Self::followup)s.
    ///
    /// In an event handler it sends a message to the event's channel.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Count the roles.
    /// #[command(guild_only)]
    /// async fn count(ctx: &Context) -> Result<()> {
    ///     let answer = ctx.reply("Counting…").await?;
    ///     let guild = ctx.guild().await?;
    ///     answer.edit(format!("{} roles.", guild.roles.len())).await?;
    ///     ctx.followup(Reply::new("Ask an admin for one.").ephemeral()).await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::AlreadyAnswered`] the second time, [`ReplyError::NoChannel`] for an event without a channel,
    /// others if Discord refuses the message.
    #[doc(alias = "send")]
    pub async fn reply(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.reply(self.with_declared_visibility(reply.into())).await
    }

    /// Sends the answer, or a follow-up if there is an answer already.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Answers pictures.
    /// #[on_event(Message)]
    /// async fn admire(ctx: &Context, event: &Message) -> Result<()> {
    ///     if !event.author.bot && !event.attachments.is_empty() {
    ///         ctx.say("A nice picture!").await?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] for an event without a channel, others if Discord refuses the message.
    pub async fn say(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.say(self.with_declared_visibility(reply.into())).await
    }

    /// Sends one more message after the answer.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show the rules.
    /// #[command]
    /// async fn rules(ctx: &Context) -> Result<()> {
    ///     ctx.reply("Be kind.").await?;
    ///     ctx.followup(Reply::new("Questions? Ask a moderator.").ephemeral()).await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::NotAnswered`] before the answer, others if Discord refuses the message.
    pub async fn followup(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.follow_up(self.with_declared_visibility(reply.into())).await
    }

    /// Defers the answer: Discord shows "thinking", or typing after a prefix command. It has no effect over HTTP.
    ///
    /// The framework defers by default after two seconds.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// # async fn render() -> Vec<u8> { Vec::new() }
    /// /// Draw a map, which takes a while.
    /// #[command]
    /// async fn draw(ctx: &Context) -> Result<File> {
    ///     ctx.defer().await?;
    ///     Ok(File::new("map.png", render().await))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::AlreadyDeferred`] the second time, or after the answer.
    #[doc(alias = "defer_ephemeral")]
    pub async fn defer(&self) -> Result<(), ReplyError> {
        let private = self.command().is_some_and(|command| command.ephemeral);
        self.replies()?.defer(if private { Visibility::Private } else { Visibility::Public }).await
    }

    /// Adds a reaction of the bot to the message of the call or event: a Unicode emoji, or a custom one as [`ReactionType`].
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Mark a message as seen.
    /// #[command(surfaces(prefix))]
    /// async fn seen(ctx: &Context) -> Result<()> {
    ///     ctx.react('👀').await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoMessage`] without a message, such as in a slash command; [`ReplyError::Discord`] when Discord refuses.
    pub async fn react(&self, emoji: impl Into<ReactionType>) -> Result<(), ReplyError> {
        let (channel_id, message) = self.channel_id().zip(self.message_id()).ok_or(ReplyError::NoMessage)?;
        let action = MessageAction::React(emoji.into());
        let target = MessageTarget { channel_id, reply_to: None, public: true, addressed: true };
        self.runtime().directory.api().message_responder(target).act(channel_id, message, action).await
    }
}
