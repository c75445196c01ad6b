//! The context of a handler: its call or event, and the actions it can take.

mod channel;
mod gateway;
mod locale;
mod lookup;
mod store;

use std::any::{Any, TypeId};
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serenity::cache::Cache;
use serenity::http::{CacheHttp, Http};
use serenity::model::Permissions;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::user::User;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub use self::channel::ChannelHandle;
pub use self::lookup::CallInteraction;

use crate::args::Value;
use crate::caller::{Caller, Location};
use crate::command::CommandSpec;
use crate::discord::permissions::effective_permissions;
use crate::error::Internal;
use crate::event::EventScope;
use crate::limits::Ticket;
use crate::outcome::CommandError;
use crate::reference::Reference;
use crate::registry::Registry;
use crate::reply::{Reply, ReplyError, Visibility};
use crate::responder::{Replies, Sent};
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::surface::Surface;

/// Blocks the ordered queue behind the event that is being handled, until it is dropped.
pub(crate) type Hold = mpsc::Sender<Infallible>;

/// The context of a handler: the call that it answers, or the event that it handles.
///
/// It is owned, so it can be cloned and moved into a task, where it works until the bot stops. It implements `CacheHttp`,
/// `AsRef<Http>` and `AsRef<Cache>`, so the methods of serenity's models that take one of these accept it. serenity's collectors do not:
/// [`wait_for`](Self::wait_for) waits for an event.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) runtime: Arc<Runtime>,
    pub(crate) reference: Reference,
    pub(crate) call: Option<Call>,
    pub(crate) actor: Arc<User>,
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    pub(crate) replies: Option<Replies>,
    pub(crate) deadline: Option<Deadline>,
    pub(crate) cancel: CancellationToken,
    /// Blocks the ordered queue until the handler ends or waits for an event or user.
    pub(crate) hold: Mutex<Option<Hold>>,
    /// The language to answer in, determined on first use.
    pub(crate) locale: OnceLock<String>,
}

/// The call of a command.
pub(crate) struct Call {
    pub(crate) command: Arc<CommandSpec>,
    pub(crate) surface: Surface,
    pub(crate) caller: Caller,
    pub(crate) location: Location,
    /// The prefix that the call begins with, if it is a message with one.
    pub(crate) prefix: Option<Arc<str>>,
    /// Whether a handler ran for an earlier version of the message.
    pub(crate) is_rerun: bool,
    /// The interaction, if the call is one.
    pub(crate) interaction: Option<Arc<CallInteraction>>,
    /// During autocomplete, the values of the options so far.
    pub(crate) options: Vec<(String, Value)>,
    /// The use of the cooldown that the call acquired, until it is refunded.
    pub(crate) ticket: Mutex<Option<Ticket>>,
}

impl Inner {
    /// Creates a context without a guild or channel, with the bot as author.
    pub(crate) fn detached(runtime: &Arc<Runtime>) -> Self {
        Self {
            runtime: Arc::clone(runtime),
            reference: Reference::next(),
            call: None,
            actor: runtime.identity.user.clone(),
            guild_id: None,
            channel_id: None,
            message_id: None,
            replies: None,
            deadline: None,
            cancel: runtime.cancel.child_token(),
            hold: Mutex::default(),
            locale: OnceLock::new(),
        }
    }
}

impl Context {
    pub(crate) fn new(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// The author: the caller of a command or the user of an event, else the bot itself.
    pub fn author(&self) -> &User {
        &self.inner.actor
    }

    /// The guild, if there is one.
    pub fn guild_id(&self) -> Option<GuildId> {
        self.inner.guild_id
    }

    /// The channel, if there is one.
    pub fn channel_id(&self) -> Option<ChannelId> {
        self.inner.channel_id
    }

    /// The message of the call or event, if there is one.
    pub fn message_id(&self) -> Option<MessageId> {
        self.inner.message_id
    }

    /// The bot's own user id.
    pub fn bot_id(&self) -> UserId {
        self.inner.runtime.identity.id
    }

    /// The command that is running; `None` in an event handler.
    pub fn command(&self) -> Option<&CommandSpec> {
        self.inner.call.as_ref().map(|call| &*call.command)
    }

    /// The surface at which the command was called; `None` in an event handler.
    pub fn surface(&self) -> Option<Surface> {
        self.inner.call.as_ref().map(|call| call.surface)
    }

    /// Returns whether a handler ran before for an earlier version of the message, which was edited since. See
    /// [`BotBuilder::track_edits`](crate::BotBuilder::track_edits).
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Vote for something.
    /// #[command(guild_only)]
    /// async fn vote(ctx: &Context, guild: &GuildId, #[arg(rest)] option: String) -> Result<String> {
    ///     if !ctx.is_rerun() {
    ///         ctx.store().guild(*guild).increment("votes", 1).await?;
    ///     }
    ///     Ok(format!("You voted for {option}."))
    /// }
    /// ```
    pub fn is_rerun(&self) -> bool {
        self.inner.call.as_ref().is_some_and(|call| call.is_rerun)
    }

    /// Returns whether the author is one of the bot's owners: listed in `DISCORD_OWNERS`, or an owner of the application.
    ///
    /// A call with the token of `DISCORD_HTTP_EXECUTE_TOKEN` never has an owner's rights.
    pub fn is_owner(&self) -> bool {
        match &self.inner.call {
            Some(call) => self.inner.runtime.is_called_by_owner(&call.caller),
            None => self.inner.runtime.is_owner(self.inner.actor.id),
        }
    }

    /// Returns the author's effective permissions in the channel; in direct messages, those that every user has there.
    ///
    /// # Errors
    ///
    /// [`CommandError::Lookup`] if a request to Discord is needed and fails.
    pub async fn permissions(&self) -> Result<Permissions, CommandError> {
        if let Some(known) = self.inner.call.as_ref().and_then(|call| call.caller.permissions) {
            return Ok(known);
        }
        let here =
            Location { guild_id: self.guild_id(), channel_id: self.channel_id(), ..Location::default() };
        let (location, roles) = match &self.inner.call {
            Some(call) => (&call.location, call.caller.roles.as_deref()),
            None => (&here, None),
        };
        let directory = &self.inner.runtime.directory;
        let permissions = effective_permissions(directory, location, self.inner.actor.id, roles).await;
        // Permissions that are unknown are denied.
        Ok(permissions.map_err(CommandError::Lookup)?.unwrap_or(Permissions::empty()))
    }

    /// During autocomplete, returns the current value of another option, as Discord sends it.
    ///
    /// Users, roles, channels and attachments are ids. Elsewhere it returns `None`; a command's handler has its arguments.
    pub fn option(&self, option: &str) -> Option<&Value> {
        let options = &self.inner.call.as_ref()?.options;
        options.iter().find(|(name, _)| name == option).map(|(_, value)| value)
    }

    /// Refunds the use of the cooldown that this call acquired, for example because the handler had nothing to do.
    ///
    /// It has no effect the second time, or if the use has expired.
    pub fn refund_cooldown(&self) {
        let Some(call) = &self.inner.call else { return };
        let ticket = call.ticket.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(ticket) = ticket {
            self.inner.runtime.limiter.refund(ticket);
        }
    }

    /// The registry of all commands, event handlers and schedules.
    pub fn registry(&self) -> &Registry {
        &self.inner.runtime.registry
    }

    /// Returns whether a command is enabled here; `false` for an unknown command.
    pub fn is_enabled(&self, command: &str) -> bool {
        self.inner.runtime.is_enabled(command, self.inner.guild_id)
    }

    /// The reference id of this call in the log.
    pub fn reference(&self) -> String {
        self.inner.reference.to_string()
    }

    /// The state of type `T` that was supplied with `.state(T)`, if any.
    pub fn state<T: 'static>(&self) -> Option<&T> {
        self.inner.runtime.states.get::<T>()
    }

    /// Returns a borrowed parameter of a handler: the context itself or a state.
    ///
    /// # Errors
    ///
    /// [`Internal::MissingState`]. A bot does not start if a state is missing.
    #[doc(hidden)]
    pub fn injected<T: 'static>(&self) -> Result<&T, Internal> {
        if TypeId::of::<T>() == TypeId::of::<Self>()
            && let Some(context) = (self as &dyn Any).downcast_ref()
        {
            return Ok(context);
        }
        let inner = &*self.inner;
        let guild = inner.guild_id.as_ref().map(|id| id as &dyn Any);
        let channel = inner.channel_id.as_ref().map(|id| id as &dyn Any);
        let provided = [guild, channel, Some(&*inner.actor as &dyn Any)];
        let provided = provided.into_iter().flatten().find_map(|value| value.downcast_ref());
        provided.or_else(|| self.state()).ok_or(Internal::MissingState(std::any::type_name::<T>()))
    }

    /// Sends the answer to this call. A call has one answer; further messages are [`followup`](Self::followup)s.
    ///
    /// In an event handler it sends a message to the event's channel.
    ///
    /// # Errors
    ///
    /// [`ReplyError::AlreadyAnswered`] the second time, [`ReplyError::NoChannel`] for an event without a channel,
    /// others if Discord refuses the message.
    pub async fn reply(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.reply(self.with_declared_visibility(reply.into())).await
    }

    /// Sends one more message after the answer.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NotAnswered`] before the answer, others if Discord refuses the message.
    pub async fn followup(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.follow_up(self.with_declared_visibility(reply.into())).await
    }

    /// Sends the answer, or a follow-up if there is an answer already.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] for an event without a channel, others if Discord refuses the message.
    pub async fn say(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.say(self.with_declared_visibility(reply.into())).await
    }

    /// Defers the answer: Discord shows "thinking", or typing after a prefix command. It has no effect over HTTP.
    ///
    /// The framework defers by default after two seconds.
    ///
    /// # Errors
    ///
    /// [`ReplyError::AlreadyDeferred`] the second time, or after the answer.
    pub async fn defer(&self) -> Result<(), ReplyError> {
        let private = self.command().is_some_and(|command| command.ephemeral);
        self.replies()?.defer(if private { Visibility::Private } else { Visibility::Public }).await
    }

    /// Waits until this call is cancelled: its caller disconnects, its deadline passes, or the bot shuts down.
    pub async fn cancelled(&self) {
        self.inner.cancel.cancelled().await;
    }

    /// serenity's REST client.
    pub fn http(&self) -> &Arc<Http> {
        &self.inner.runtime.http
    }

    /// serenity's cache, with what `DISCORD_CACHE` says. Never hold its references across an `.await`.
    pub fn cache(&self) -> &Arc<Cache> {
        &self.inner.runtime.cache
    }

    pub(crate) fn runtime(&self) -> &Arc<Runtime> {
        &self.inner.runtime
    }

    /// Unblocks the ordered queue behind the event that is being handled.
    pub(crate) fn release(&self) {
        self.inner.hold.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The scope of events that are emitted here.
    pub(crate) fn scope(&self) -> EventScope {
        let inner = &self.inner;
        let scope = match inner.channel_id {
            Some(channel_id) => EventScope::channel(inner.guild_id, channel_id),
            None => inner.guild_id.map_or_else(EventScope::none, EventScope::guild),
        };
        let scope = match inner.message_id {
            Some(message_id) => scope.message(message_id),
            None => scope,
        };
        scope.user(&inner.actor)
    }

    /// The deadline of this handler.
    pub(crate) fn deadline(&self) -> Deadline {
        self.inner.deadline.clone().unwrap_or_else(Deadline::never)
    }

    pub(crate) fn cancel(&self) -> &CancellationToken {
        &self.inner.cancel
    }

    pub(crate) fn call(&self) -> Option<&Call> {
        self.inner.call.as_ref()
    }

    /// Stores the use of the cooldown that the call acquired.
    pub(crate) fn store_ticket(&self, ticket: Ticket) {
        if let Some(call) = &self.inner.call {
            *call.ticket.lock().unwrap_or_else(PoisonError::into_inner) = Some(ticket);
        }
    }

    /// The parts of the context that the engine works with.
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// Returns whether the surface of the call supports clicks on replies.
    pub(crate) fn supports_clicks(&self) -> bool {
        self.inner.replies.as_ref().is_some_and(|replies| replies.responder().is_limited())
    }

    fn replies(&self) -> Result<&Replies, ReplyError> {
        self.inner.replies.as_ref().ok_or(ReplyError::NoChannel)
    }

    pub(crate) fn with_declared_visibility(&self, mut reply: Reply) -> Reply {
        reply.ephemeral |= self.command().is_some_and(|command| command.ephemeral);
        reply
    }
}

impl CacheHttp for Context {
    fn http(&self) -> &Http {
        &self.inner.runtime.http
    }

    fn cache(&self) -> Option<&Arc<Cache>> {
        Some(&self.inner.runtime.cache)
    }
}

impl AsRef<Http> for Context {
    fn as_ref(&self) -> &Http {
        &self.inner.runtime.http
    }
}

impl AsRef<Cache> for Context {
    fn as_ref(&self) -> &Cache {
        &self.inner.runtime.cache
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("reference", &self.inner.reference)
            .field("command", &self.command().map(CommandSpec::name))
            .field("surface", &self.surface())
            .field("author", &self.inner.actor.id)
            .field("guild_id", &self.inner.guild_id)
            .field("channel_id", &self.inner.channel_id)
            .finish_non_exhaustive()
    }
}
