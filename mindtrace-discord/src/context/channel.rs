//! Handles of channels: messages to send and delete.

use http::Method;
use serenity::model::channel::Message;
use serenity::model::id::ChannelId;

use super::Context;
use crate::discord::MessageTarget;
use crate::reply::{Reply, ReplyError};
use crate::responder::{Replies, Sent};
use crate::salvage;

/// The maximum age of a message in a bulk deletion: Discord allows 14 days, less a minute for the request.
const BULK_DELETE_SECONDS: i64 = 14 * 24 * 60 * 60 - 60;

/// The most requests for the pins of a channel: Discord allows 250 pins, of which a page has 50.
const PIN_PAGES: usize = 5;

/// A handle of a channel: sends and deletes messages.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Empty this channel, and say so.
/// #[command(guild_only, permissions(MANAGE_MESSAGES), bot_permissions(MANAGE_MESSAGES))]
/// async fn clear(ctx: &Context) -> Result<()> {
///     let here = ctx.channel();
///     here.typing().await?;
///     let removed = here.delete_recent(50).await?;
///     here.say(format!("{removed} messages are gone from {}.", here.id()?.mention())).await?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ChannelHandle<'a> {
    ctx: &'a Context,
    id: Option<ChannelId>,
}

/// # Channels
impl Context {
    /// The channel of the call or event. Without one, every action fails with [`ReplyError::NoChannel`].
    pub fn channel(&self) -> ChannelHandle<'_> {
        ChannelHandle { ctx: self, id: self.inner.channel_id }
    }

    /// The channel with an id.
    pub fn channel_by_id(&self, id: ChannelId) -> ChannelHandle<'_> {
        ChannelHandle { ctx: self, id: Some(id) }
    }

    /// The guild's system channel, which shows messages such as joins.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::reply::ReplyError;
    ///
    /// #[on_event(MemberLeave)]
    /// async fn goodbye(ctx: &Context, event: &MemberLeave) -> Result<()> {
    ///     match ctx.system_channel().await {
    ///         Ok(channel) => drop(channel.say(format!("{} left us.", event.user.name)).await?),
    ///         // This guild shows no such messages.
    ///         Err(ReplyError::NoChannel) => {}
    ///         Err(error) => return Err(error.into()),
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] outside a guild or if it has none, [`ReplyError::Lookup`] if the request to Discord fails.
    pub async fn system_channel(&self) -> Result<ChannelHandle<'_>, ReplyError> {
        let guild_id = self.inner.guild_id.ok_or(ReplyError::NoChannel)?;
        let id = self.inner.runtime.directory.system_channel(guild_id).await;
        let id = id.map_err(|error| ReplyError::Lookup(error.into_error()))?;
        id.map(|id| self.channel_by_id(id)).ok_or(ReplyError::NoChannel)
    }
}

impl ChannelHandle<'_> {
    /// The channel's id.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] if the call or event has no channel.
    pub fn id(self) -> Result<ChannelId, ReplyError> {
        self.id.ok_or(ReplyError::NoChannel)
    }

    /// Sends a message that is not an answer.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Announce something in another channel.
    /// #[command(permissions(MANAGE_MESSAGES))]
    /// async fn announce(ctx: &Context, channel: ChannelId, #[arg(rest)] text: String) -> Result<&'static str> {
    ///     ctx.channel_by_id(channel).say(text).await?.pin().await?;
    ///     Ok("Announced.")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] without a channel, others if Discord refuses the message.
    pub async fn say(self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        let reply = reply.into();
        if reply.ephemeral {
            return Err(ReplyError::WouldBePublic);
        }
        let target = MessageTarget { channel_id: self.id()?, reply_to: None, public: true, addressed: true };
        let runtime = self.ctx.runtime();
        let responder = runtime.directory.api().message_responder(target);
        Replies::new(responder, &runtime.tasks, &runtime.draining).reply(reply).await
    }

    /// Deletes the newest `count` messages before this call, 1 to 100, and returns how many it deleted.
    ///
    /// Messages older than 14 days are not deleted, because Discord deletes them only one by one.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Discord`] if Discord refuses, for example because the bot lacks `MANAGE_MESSAGES`.
    pub async fn delete_recent(self, count: u8) -> Result<usize, ReplyError> {
        let (api, channel) = (self.ctx.runtime().directory.api(), self.id()?);
        let oldest = self.ctx.now().unix_timestamp() - BULK_DELETE_SECONDS;
        let mut recent = api.recent_messages(channel, self.ctx.message_id(), count.clamp(1, 100)).await?;
        recent.retain(|message| message.created_at().unix_timestamp() > oldest);
        let count = recent.len();
        match recent.as_slice() {
            [] => {}
            // A bulk deletion takes 2 to 100 messages.
            [one] => api.delete_message(channel, *one).await?,
            _ => api.delete_messages(channel, recent).await?,
        }
        Ok(count)
    }

    /// Returns the pinned messages, the last pinned first.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Unpin the oldest pin.
    /// #[command(permissions(MANAGE_MESSAGES), guild_only)]
    /// async fn unpin(ctx: &Context) -> Result<&'static str> {
    ///     let pins = ctx.channel().pins().await?;
    ///     let Some(oldest) = pins.last() else { return Ok("Nothing is pinned.") };
    ///     oldest.unpin(ctx).await?;
    ///     Ok("Unpinned.")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] without a channel, [`ReplyError::Discord`] if Discord refuses, for example because the bot cannot read
    /// the history of the channel.
    pub async fn pins(self) -> Result<Vec<Message>, ReplyError> {
        let (api, channel) = (self.ctx.runtime().directory.api(), self.id()?);
        let (mut pins, mut before) = (Vec::new(), String::new());
        for _ in 0..PIN_PAGES {
            let path = format!("/channels/{channel}/messages/pins?limit=50{before}");
            let page = api.request(Method::GET, &path, None).await?;
            let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
            for item in items {
                match salvage::message(item["message"].clone()) {
                    Ok(message) => pins.push(message),
                    Err(error) => {
                        tracing::warn!(%error, "a pinned message could not be read and is dropped");
                    }
                }
            }
            match items.last().and_then(|item| item["pinned_at"].as_str()) {
                // The offset of the time begins with `+`, which stands for a space in a query.
                Some(at) if page["has_more"] == true => {
                    before = format!("&before={}", at.replace('+', "%2B"));
                }
                _ => break,
            }
        }
        Ok(pins)
    }

    /// Shows the bot as typing for ten seconds, or until it sends a message.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Discord`] if Discord refuses.
    pub async fn typing(self) -> Result<(), ReplyError> {
        Ok(self.ctx.runtime().directory.api().typing(self.id()?).await?)
    }
}
