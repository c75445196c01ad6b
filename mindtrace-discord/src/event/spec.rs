//! The specification of an event handler, as constant data.

use std::any::{Any, TypeId};
use std::time::Duration;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use super::Event;
use crate::command::StateSpec;
use crate::context::Context;
use crate::error::Internal;
use crate::reply::Handled;
use crate::source::Source;

/// The function of an event handler.
///
/// ```
/// use mindtrace_discord::event::{EventRef, EventSpec, Handle};
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::Handled;
///
/// fn print<'a>(_: &'a Context, event: EventRef<'a>) -> Handled<'a> {
///     let joined: &MemberJoin = event.get()?;
///     println!("{} joined", joined.member.user.name);
///     Ok(Box::pin(async move { Ok(()) }))
/// }
///
/// const PRINT: Handle = print;
/// assert_eq!(EventSpec::of::<MemberJoin>("print", PRINT).event(), "MemberJoin");
/// ```
pub type Handle = for<'a> fn(&'a Context, EventRef<'a>) -> Handled<'a>;

/// A filter: returns whether a handler takes an event.
pub(crate) type Filter = fn(EventRef<'_>) -> bool;

/// The specification of an event handler.
///
/// ```
/// use mindtrace_discord::event::EventItem;
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// #[on_event(MemberJoin, order = 10, timeout = "10s", intents(GUILD_PRESENCES))]
/// async fn welcome(event: &MemberJoin) {
///     println!("{} joined", event.member.user.name);
/// }
///
/// # fn main() {
/// let spec = <welcome as EventItem>::SPEC;
/// assert_eq!((spec.name(), spec.event()), ("welcome", "MemberJoin"));
/// assert_eq!(spec.required_intents(), GatewayIntents::GUILD_MEMBERS | GatewayIntents::GUILD_PRESENCES);
/// assert!(spec.required_permissions().is_empty());
/// println!("declared at {}", spec.declared_at());
/// # }
/// ```
///
/// A program that makes handlers in another way writes one by hand:
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::command::StateSpec;
/// use mindtrace_discord::event::{EventItem, EventRef, EventSpec};
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::Handled;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// struct Database;
/// struct Note;
///
/// impl EventItem for Note {
///     const SPEC: EventSpec = EventSpec::of::<Message>("note", Self::handle)
///         .filter(|event| event.get::<Message>().is_ok_and(|message| !message.author.bot))
///         .order(10)
///         .once()
///         .timeout_millis(10_000)
///         .guilds(&[81384788765712384])
///         .channels(&[1088510058284990888])
///         .intents(GatewayIntents::MESSAGE_CONTENT)
///         .state(const { &[StateSpec::of::<Database>("Database")] })
///         .source(file!(), line!());
///
///     fn handle<'a>(_: &'a Context, event: EventRef<'a>) -> Handled<'a> {
///         let message: &Message = event.get()?;
///         println!("{} wrote {}", message.author.name, message.content);
///         Ok(Box::pin(async move { Ok(()) }))
///     }
/// }
///
/// let registry = Registry::empty().on_event::<Note>();
/// assert_eq!(registry.event_handlers().next().map(|handler| handler.name()), Some("note"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EventSpec {
    pub(crate) name: &'static str,
    pub(crate) event: &'static str,
    pub(crate) event_id: TypeId,
    /// The intents of the event.
    pub(crate) intents: GatewayIntents,
    /// Further intents that the handler needs.
    pub(crate) extra_intents: GatewayIntents,
    /// The permissions of which the bot needs one to receive the event.
    pub(crate) permissions: &'static [Permissions],
    pub(crate) order: i32,
    pub(crate) filter: Option<Filter>,
    pub(crate) once: bool,
    pub(crate) timeout: Option<Duration>,
    /// The only guilds and channels it listens to; empty for all.
    pub(crate) guilds: &'static [u64],
    pub(crate) channels: &'static [u64],
    pub(crate) state: &'static [StateSpec],
    pub(crate) source: Source,
    pub(crate) handle: Handle,
}

/// A reference to an event with its type erased. The handler knows the type, so it can [`get`](Self::get) the event.
///
/// ```
/// use mindtrace_discord::event::EventRef;
/// use mindtrace_discord::prelude::*;
///
/// /// Returns whether a bot joined.
/// fn is_bot(event: EventRef<'_>) -> bool {
///     event.get::<MemberJoin>().is_ok_and(|joined| joined.member.user.bot)
/// }
/// ```
#[derive(Clone, Copy)]
pub struct EventRef<'a>(pub(crate) &'a (dyn Any + Send + Sync));

impl EventSpec {
    /// Creates the specification of a handler called `name` of the event `E`.
    pub const fn of<E: Event>(name: &'static str, handle: Handle) -> Self {
        Self {
            name,
            event: E::NAME,
            event_id: TypeId::of::<E>(),
            intents: E::INTENTS,
            extra_intents: GatewayIntents::empty(),
            permissions: E::PERMISSIONS,
            order: 0,
            filter: None,
            once: false,
            timeout: None,
            guilds: &[],
            channels: &[],
            state: &[],
            source: Source { file: "", line: 0 },
            handle,
        }
    }

    /// Sets its order among the handlers of the same event, lowest first.
    #[must_use]
    pub const fn order(mut self, order: i32) -> Self {
        self.order = order;
        self
    }

    /// Sets the filter of events.
    #[must_use]
    pub const fn filter(mut self, filter: Filter) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Makes it run once, for the first event that passes its filter.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Sets the timeout, in milliseconds.
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    /// Restricts it to events of these guilds, by id.
    #[must_use]
    pub const fn guilds(mut self, guilds: &'static [u64]) -> Self {
        self.guilds = guilds;
        self
    }

    /// Restricts it to events in these channels, by id.
    #[must_use]
    pub const fn channels(mut self, channels: &'static [u64]) -> Self {
        self.channels = channels;
        self
    }

    /// Sets further intents that it needs, in addition to those of the event.
    #[must_use]
    pub const fn intents(mut self, intents: GatewayIntents) -> Self {
        self.extra_intents = intents;
        self
    }

    /// Sets the states that it borrows.
    #[must_use]
    pub const fn state(mut self, state: &'static [StateSpec]) -> Self {
        self.state = state;
        self
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.source = Source { file, line };
        self
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the event it handles.
    pub fn event(&self) -> &'static str {
        self.event
    }

    /// The intents that it needs.
    pub fn required_intents(&self) -> GatewayIntents {
        self.intents | self.extra_intents
    }

    /// The permissions of which the bot needs one in a guild to receive the event; empty when it needs none.
    pub fn required_permissions(&self) -> &'static [Permissions] {
        self.permissions
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.source
    }

    /// Returns whether it listens to events of a guild and channel.
    pub(crate) fn listens_at(&self, guild: Option<u64>, channel: Option<u64>) -> bool {
        let is_among =
            |ids: &[u64], id: Option<u64>| ids.is_empty() || id.is_some_and(|id| ids.contains(&id));
        is_among(self.guilds, guild) && is_among(self.channels, channel)
    }
}

impl<'a> EventRef<'a> {
    /// Returns the event as its type.
    ///
    /// # Errors
    ///
    /// [`Internal::EventType`] for another type, which cannot happen because handlers are found by type.
    pub fn get<E: Event>(self) -> Result<&'a E, Internal> {
        self.0.downcast_ref().ok_or(Internal::EventType)
    }
}

impl std::fmt::Debug for EventRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventRef")
    }
}

/// Applies a filter to an event.
#[doc(hidden)]
pub fn passes<E: Event>(event: EventRef<'_>, filter: fn(&E) -> bool) -> bool {
    event.get().is_ok_and(filter)
}

/// Determines at compile time whether a type is an event: `<Probe<T>>::IS_EVENT`, with [`NotAnEvent`] in scope.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probe<T: ?Sized>(std::marker::PhantomData<T>);

impl<T: Event> Probe<T> {
    /// The type is an event. An inherent constant takes precedence over one of a trait.
    pub const IS_EVENT: bool = true;
}

/// The fallback for types that are not events.
#[doc(hidden)]
pub trait NotAnEvent {
    /// The type is not an event.
    const IS_EVENT: bool = false;
}

impl<T: ?Sized> NotAnEvent for Probe<T> {}

/// The marker type of an event handler, which `#[on_event]` declares beside a function under the function's name.
///
/// [`BotBuilder::on_event`](crate::BotBuilder::on_event) takes it to register the handler by hand.
/// Write the attribute, not this trait.
///
/// ```
/// use mindtrace_discord::event::EventItem;
/// use mindtrace_discord::prelude::*;
///
/// #[on_event(MemberJoin)]
/// async fn welcome(event: &MemberJoin) {
///     println!("{} joined", event.member.user.name);
/// }
///
/// /// Adds a handler to a bot, and says so.
/// fn with<E: EventItem>(bot: BotBuilder) -> BotBuilder {
///     println!("handles {}", E::SPEC.event());
///     bot.on_event::<E>()
/// }
///
/// # fn main() {
/// let bot = with::<welcome>(Bot::builder());
/// # }
/// ```
pub trait EventItem {
    /// The specification of the handler.
    const SPEC: EventSpec;

    /// Calls the function with the event.
    ///
    /// # Errors
    ///
    /// Fails if the event or the states do not match [`SPEC`](Self::SPEC).
    fn handle<'a>(ctx: &'a Context, event: EventRef<'a>) -> Handled<'a>;
}
