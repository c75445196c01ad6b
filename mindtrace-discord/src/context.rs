//! The context of a handler: its call or event, and the actions it can take.

// The documentation of `Context` shows the methods in this order.
mod answer;
mod author;
mod channel;
mod store;

mod call;
mod locale;
mod requests;

mod gateway;

use std::any::{Any, TypeId};
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serenity::cache::Cache;
use serenity::http::{CacheHttp, Http};
use serenity::model::id::{ChannelId, GuildId, MessageId};
use serenity::model::user::User;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub use self::call::CallInteraction;
pub use self::channel::ChannelHandle;

use crate::args::Value;
use crate::caller::{Caller, Location};
use crate::command::CommandSpec;
use crate::error::Internal;
use crate::event::EventScope;
use crate::limits::Ticket;
use crate::reference::Reference;
use crate::reply::{Reply, ReplyError};
use crate::responder::Replies;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::surface::Surface;

/// Blocks the ordered queue behind the event that is being handled, until it is dropped.
pub(crate) type Hold = mpsc::Sender<Infallible>;

/// The context of a handler: the call that it answers, or the event that it handles.
///
/// | to | methods |
/// |---|---|
/// | answer | [`reply`](Self::reply), [`say`](Self::say), [`followup`](Self::followup), [`defer`](Self::defer), [`react`](Self::react) |
/// | know the caller | [`author`](Self::author), [`member`](Self::member), [`permissions`](Self::permissions), [`is_owner`](Self::is_owner), [`locale`](Self::locale) |
/// | know the location | [`guild_id`](Self::guild_id), [`guild`](Self::guild), [`channel_id`](Self::channel_id), [`message_id`](Self::message_id) |
/// | send to a channel, delete messages | [`channel`](Self::channel), [`channel_by_id`](Self::channel_by_id), [`system_channel`](Self::system_channel) |
/// | keep values | [`store`](Self::store) across restarts, [`state`](Self::state) while the bot runs |
/// | ask the caller | [`confirm`](Self::confirm), [`clicks`](Self::clicks), [`modal`](Self::modal) |
/// | wait | [`wait_for`](Self::wait_for) an event, [`sleep`](Self::sleep), [`cancelled`](Self::cancelled) |
/// | raise events | [`emit`](Self::emit) now, [`schedule`](Self::schedule) later |
/// | know the call | [`command`](Self::command), [`surface`](Self::surface), [`used_prefix`](Self::used_prefix), [`interaction`](Self::interaction), [`refund_cooldown`](Self::refund_cooldown) |
/// | translate | [`text`](Self::text), [`set_language`](Self::set_language) |
/// | call Discord's API | serenity's methods with the context as argument, [`request`](Self::request) |
/// | use the gateway | [`set_presence`](Self::set_presence), [`members`](Self::members), [`join_voice`](Self::join_voice) |
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Greet a member.
/// #[command(guild_only)]
/// async fn greet(ctx: &Context, guild: &GuildId, who: Member) -> Result<()> {
///     ctx.reply(format!("{} greets {}!", ctx.author().display_name(), who.mention())).await?;
///     let count = ctx.store().guild(*guild).increment("greetings", 1).await?;
///     if count % 100 == 0 {
///         ctx.channel().say(format!("That was greeting number {count}.")).await?;
///     }
///     ctx.followup(Reply::new("Only you see this.").ephemeral()).await?;
///     Ok(())
/// }
/// ```
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
