//! Events: types for those of the gateway, and a trait for those that a program raises itself.
//!
//! | about | types |
//! |---|---|
//! | messages | [`Message`], [`MessageUpdate`], [`MessageDelete`], [`MessageDeleteBulk`], [`PinsUpdate`], [`TypingStart`] |
//! | reactions and polls | [`Reaction`], [`ReactionAdd`], [`ReactionRemove`], [`PollVoteAdd`], [`PollVoteRemove`] |
//! | members and roles | [`MemberJoin`], [`MemberLeave`], [`MemberUpdate`], [`BanAdd`], [`BanRemove`], [`RoleCreate`], [`PresenceUpdate`] |
//! | guilds and channels | [`GuildJoin`], [`GuildLeave`], [`GuildUpdate`], [`ChannelCreate`], [`ThreadCreate`], [`InviteCreate`] |
//! | voice and stages | [`VoiceStateUpdate`], [`VoiceServerUpdate`], [`StageCreate`], [`SoundboardSounds`] |
//! | scheduled events, moderation, purchases | [`ScheduledEventCreate`], [`AutoModAction`], [`AuditLogEntry`], [`EntitlementCreate`] |
//! | the connection | [`Ready`], [`Resumed`], [`ShardsReady`], [`ShardStateUpdate`], [`GatewayRateLimit`] |
//! | requests to the REST API | [`RateLimit`] |
//! | everything that has no type here | [`RawEvent`] |
//!
//! Most have serenity's name as an alias. [`#[on_event]`](macro@crate::on_event) handles them.
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! #[on_event(ReactionAdd)]
//! async fn pin(ctx: &Context, event: &ReactionAdd) -> Result<()> {
//!     if event.emoji.unicode_eq("📌") {
//!         event.channel_id.pin(ctx, event.message_id).await?;
//!     }
//!     Ok(())
//! }
//! ```

mod kinds;
#[doc(hidden)]
pub mod lifecycle;
mod message;
mod outside;
mod schema;
mod scope;
mod shard_state;
mod spec;
mod stored;

pub use self::kinds::*;
#[cfg(feature = "http")]
pub(crate) use self::outside::ParseError;
pub(crate) use self::outside::ParsedEvent;
pub use self::outside::{HttpEvent, HttpEventSpec};
pub use self::scope::{Actor, EventScope, MaybeId};
pub use self::shard_state::ShardState;
pub use self::spec::{EventItem, EventRef, EventSpec, Handle, NotAnEvent, Probe, passes};
pub use self::stored::{StoredEvent, StoredEventSpec};

pub(crate) use self::scope::{EventUser, QueueKey};

use std::any::Any;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

/// An event that functions can handle with `#[on_event(…)]`.
///
/// The types of this module are the events of Discord. A program's own events have
/// [`#[derive(Event)]`](derive@crate::Event). [`Context::emit`](crate::Context::emit) raises them in the scope of that context, unless their
/// fields set another one. An implementation by hand sets it with [`scope`](Self::scope):
///
/// ```
/// use mindtrace_discord::event::{Event, EventScope};
/// use mindtrace_discord::prelude::*;
///
/// struct OrderPaid {
///     order: u64,
///     buyer: UserId,
///     shop: GuildId,
/// }
///
/// impl Event for OrderPaid {
///     const NAME: &'static str = "OrderPaid";
///
///     fn scope(&self) -> EventScope {
///         EventScope::none().in_guild(self.shop).by(&self.buyer)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event",
    note = "the events of Discord are the types of `mindtrace_discord::event`; your own have `#[derive(Event)]`"
)]
pub trait Event: Any + Send + Sync {
    /// The name used in logs.
    const NAME: &'static str;

    /// The intents for which Discord sends it, of which each covers some scopes, such as guilds; empty when it needs none.
    const INTENTS: GatewayIntents = GatewayIntents::empty();

    /// The permissions of which the bot needs one in a guild to receive it; empty when it needs none.
    const PERMISSIONS: &'static [Permissions] = &[];

    /// Returns the guild, the channel and the user of the event.
    fn scope(&self) -> EventScope {
        EventScope::none()
    }
}
