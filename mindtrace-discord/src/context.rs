//! The context of a handler: what it knows about its call, and what it can do.

mod channel;
mod gateway;

use std::any::{Any, TypeId};
use std::borrow::Cow;
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

use crate::args::Value;
use crate::caller::{Caller, Location};
use crate::command::CommandSpec;
use crate::component::Signer;
use crate::discord::permissions::effective_permissions;
use crate::error::Internal;
use crate::event::EventScope;
use crate::limits::Ticket;
use crate::locale::Text;
use crate::outcome::CommandError;
use crate::reference::Reference;
use crate::registry::Registry;
use crate::reply::{Reply, ReplyError, Visibility};
use crate::responder::{Replies, Sent};
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::runtime::prefixes::PrefixError;
use crate::surface::Surface;

/// Keeps the events behind the one being handled waiting, until it is dropped.
pub(crate) type Hold = mpsc::Sender<Infallible>;

/// The call a handler answers, or the event it handles.
///
/// It owns what it knows, so it can be cloned and moved into a task; it keeps working there until the process ends.
/// Every method of serenity's models takes it where they ask for `impl CacheHttp`.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) runtime: Arc<Runtime>,
    pub(crate) reference: Reference,
    pub(crate) call: Option<Call>,
    pub(crate) actor: User,
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    pub(crate) replies: Option<Replies>,
    pub(crate) deadline: Option<Deadline>,
    pub(crate) cancel: CancellationToken,
    /// Holds up the events behind the one being handled, until the handler ends or waits for something.
    pub(crate) hold: Mutex<Option<Hold>>,
    /// The language of whoever acts, once it is asked for.
    pub(crate) locale: OnceLock<String>,
}

/// The command being run.
pub(crate) struct Call {
    pub(crate) command: Arc<CommandSpec>,
    pub(crate) surface: Surface,
    pub(crate) caller: Caller,
    pub(crate) location: Location,
    /// While values are suggested: the options filled in so far.
    pub(crate) filled: Vec<(String, Value)>,
    /// The use that the call took, until it is given back.
    pub(crate) ticket: Mutex<Option<Ticket>>,
}

impl Inner {
    /// Nowhere in particular, and done by the bot.
    pub(crate) fn nowhere(runtime: &Arc<Runtime>) -> Self {
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

    /// Who acts: the caller of a command, the user an event is about, the bot itself where nobody else does.
    pub fn author(&self) -> &User {
        &self.inner.actor
    }

    /// The server, unless this happens in direct messages or nowhere in particular.
    pub fn guild_id(&self) -> Option<GuildId> {
        self.inner.guild_id
    }

    /// The channel, if there is one.
    pub fn channel_id(&self) -> Option<ChannelId> {
        self.inner.channel_id
    }

    /// The message that made the call or is the event, if it was one.
    pub fn message_id(&self) -> Option<MessageId> {
        self.inner.message_id
    }

    /// The bot's own user id.
    pub fn bot_id(&self) -> UserId {
        self.inner.runtime.identity.id
    }

    /// The command being run; `None` in an event handler.
    pub fn command(&self) -> Option<&CommandSpec> {
        self.inner.call.as_ref().map(|call| &*call.command)
    }

    /// Where the command was called; `None` in an event handler.
    pub fn surface(&self) -> Option<Surface> {
        self.inner.call.as_ref().map(|call| call.surface)
    }

    /// Whether the author is one of the bot's owners: named in `DISCORD_OWNERS`, or an owner of the application.
    pub fn is_owner(&self) -> bool {
        match &self.inner.call {
            Some(call) => self.inner.runtime.is_called_by_owner(&call.caller),
            None => self.inner.runtime.is_owner(self.inner.actor.id),
        }
    }

    /// What the author may do where this happens; in direct messages what everybody may do there.
    ///
    /// # Errors
    ///
    /// [`CommandError::Lookup`] when Discord has to be asked and cannot be.
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

    /// While values are suggested: what the caller has put into another option so far, as Discord sends it.
    ///
    /// People, roles, channels and files are ids. In a handler there is nothing: it has its arguments.
    pub fn filled(&self, option: &str) -> Option<&Value> {
        let filled = &self.inner.call.as_ref()?.filled;
        filled.iter().find(|(name, _)| name == option).map(|(_, value)| value)
    }

    /// What text commands start with here: the server's own prefix, or the bot's.
    pub fn prefix(&self) -> Arc<str> {
        self.inner.runtime.prefixes.of(self.inner.guild_id)
    }

    /// Gives this server a prefix of its own, or takes it away; a mention of the bot works in any case.
    ///
    /// It holds until the bot stops. A bot that keeps prefixes hands them over again with
    /// [`BotBuilder::guild_prefixes`](crate::BotBuilder::guild_prefixes).
    ///
    /// # Errors
    ///
    /// [`PrefixError`]: outside a server, or for a text that cannot be a prefix.
    pub fn set_prefix(&self, prefix: Option<&str>) -> Result<(), PrefixError> {
        let guild_id = self.inner.guild_id.ok_or(PrefixError::NoGuild)?;
        self.inner.runtime.prefixes.set(guild_id, prefix)
    }

    /// Gives back the use of its cooldown that this call took: for a handler that found nothing to do.
    ///
    /// It does nothing the second time, or when the use has come back by itself.
    pub fn refund_cooldown(&self) {
        let Some(call) = &self.inner.call else { return };
        let ticket = call.ticket.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(ticket) = ticket {
            self.inner.runtime.limiter.refund(ticket);
        }
    }

    /// Every command and handler of the program.
    pub fn registry(&self) -> &Registry {
        &self.inner.runtime.registry
    }

    /// Whether a command is switched on here at the moment; `false` also when there is none of that name.
    pub fn is_enabled(&self, command: &str) -> bool {
        self.inner.runtime.is_enabled(command, self.inner.guild_id)
    }

    /// The id under which the log speaks of this call.
    pub fn reference(&self) -> String {
        self.inner.reference.to_string()
    }

    /// The state handed over with `.state(T)`, or `None` when nobody handed one over.
    pub fn state<T: 'static>(&self) -> Option<&T> {
        self.inner.runtime.states.get::<T>()
    }

    /// What a handler borrows: the context itself or a state.
    ///
    /// # Errors
    ///
    /// [`Internal::MissingState`]; a bot that starts has checked that there is none.
    #[doc(hidden)]
    pub fn injected<T: 'static>(&self) -> Result<&T, Internal> {
        if TypeId::of::<T>() == TypeId::of::<Self>()
            && let Some(context) = (self as &dyn Any).downcast_ref()
        {
            return Ok(context);
        }
        self.state().ok_or(Internal::MissingState(std::any::type_name::<T>()))
    }

    /// Sends the answer to this call. There is one; further messages are [`followup`](Self::followup)s.
    ///
    /// In an event handler it is a message in the event's channel.
    ///
    /// # Errors
    ///
    /// [`ReplyError::AlreadyAnswered`] the second time, [`ReplyError::NoChannel`] for an event without a channel,
    /// others when Discord does not take it.
    pub async fn reply(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.reply(self.with_declared_visibility(reply.into())).await
    }

    /// Sends one more message after the answer.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NotAnswered`] before the answer, others when Discord does not take it.
    pub async fn followup(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.follow_up(self.with_declared_visibility(reply.into())).await
    }

    /// Sends the answer, or a follow-up when there is an answer already.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] for an event without a channel, others when Discord does not take it.
    pub async fn say(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies()?.say(self.with_declared_visibility(reply.into())).await
    }

    /// Tells the caller that the answer takes a while: "thinking" on Discord, typing after a prefix command, nothing over HTTP.
    ///
    /// The framework does so by itself after two seconds.
    ///
    /// # Errors
    ///
    /// [`ReplyError::AlreadyDeferred`] after the first time or after the answer.
    pub async fn defer(&self) -> Result<(), ReplyError> {
        let private = self.command().is_some_and(|command| command.ephemeral);
        self.replies()?.defer(if private { Visibility::Private } else { Visibility::Public }).await
    }

    /// The language to answer in, by Discord's name such as `de` or `en-US`: that of the caller, after a prefix command and in an
    /// event handler that of the server, over HTTP the fallback of the [`Locales`](crate::locale::Locales).
    pub fn locale(&self) -> &str {
        self.inner.locale.get_or_init(|| {
            let runtime = &self.inner.runtime;
            let preferred = self.inner.guild_id.and_then(|guild| runtime.directory.preferred_locale(guild));
            preferred.unwrap_or_else(|| runtime.locales.fallback_language().to_owned())
        })
    }

    /// The text under a key of the [`Locales`](crate::locale::Locales), in the language to answer in.
    ///
    /// `greeting.title` is the attribute `title` of `greeting`. Under a key that no file has, the key itself is the text.
    pub fn text(&self, key: impl Into<Cow<'static, str>>) -> Text {
        Text::new(Arc::clone(&self.inner.runtime.locales), self.locale(), key.into())
    }

    /// Waits until this call is to stop: its caller went away, its deadline passed, or the bot shuts down.
    pub async fn cancelled(&self) {
        self.inner.cancel.cancelled().await;
    }

    /// serenity's REST client.
    pub fn http(&self) -> &Arc<Http> {
        &self.inner.runtime.http
    }

    /// serenity's cache. Never hold what it gives across an `.await`.
    pub fn cache(&self) -> &Arc<Cache> {
        &self.inner.runtime.cache
    }

    pub(crate) fn runtime(&self) -> &Arc<Runtime> {
        &self.inner.runtime
    }

    /// Lets the events behind the one being handled go on.
    pub(crate) fn release(&self) {
        self.inner.hold.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The scope of events that happen here.
    pub(crate) fn scope(&self) -> EventScope {
        let inner = &self.inner;
        let scope = match inner.channel_id {
            Some(channel_id) => EventScope::channel(inner.guild_id, channel_id),
            None => inner.guild_id.map_or_else(EventScope::nowhere, EventScope::guild),
        };
        let scope = match inner.message_id {
            Some(message_id) => scope.message(message_id),
            None => scope,
        };
        scope.user(&inner.actor)
    }

    /// The limit on what this handler does.
    pub(crate) fn deadline(&self) -> Deadline {
        self.inner.deadline.clone().unwrap_or_else(Deadline::never)
    }

    pub(crate) fn cancel(&self) -> &CancellationToken {
        &self.inner.cancel
    }

    pub(crate) fn call(&self) -> Option<&Call> {
        self.inner.call.as_ref()
    }

    /// Keeps the use that the call took.
    pub(crate) fn keep(&self, ticket: Ticket) {
        if let Some(call) = &self.inner.call {
            *call.ticket.lock().unwrap_or_else(PoisonError::into_inner) = Some(ticket);
        }
    }

    /// The parts of the context that the engine works with.
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    /// Whether somebody can press buttons on what is replied.
    pub(crate) fn takes_clicks(&self) -> bool {
        self.inner.replies.as_ref().is_some_and(|replies| replies.responder().is_limited())
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.inner.runtime.signer
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
