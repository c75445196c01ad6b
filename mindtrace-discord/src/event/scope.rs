//! Event scopes: the guild, the channel, the message and the user of an event.

use std::any::TypeId;

use serenity::model::application::Interaction;
use serenity::model::channel::Reaction;
use serenity::model::gateway::Presence;
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;
use serenity::model::voice::VoiceState;

/// The scope of an event: its guild, channel, message and user, such as
/// `EventScope::none().in_guild(self.shop).by(&self.buyer)`.
///
/// In a handler, [`Context::guild_id`](crate::Context::guild_id), [`channel_id`](crate::Context::channel_id) and
/// [`author`](crate::Context::author) return its parts. Events of one channel, or of one guild if they have no channel, reach
/// their handlers in order.
///
/// ```
/// use mindtrace_discord::event::EventScope;
/// use mindtrace_discord::prelude::*;
///
/// let (shop, till, buyer) = (GuildId::new(1), ChannelId::new(2), UserId::new(3));
/// let scope = EventScope::none().in_guild(shop).in_channel(till).about(None::<MessageId>).by(&buyer);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EventScope {
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    pub(crate) user: EventUser,
    /// Whether a reply answers the message.
    pub(crate) answers: bool,
    /// Whether events of the guild share one ordered queue, regardless of their channels.
    by_guild: bool,
}

/// The user of an event.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub enum EventUser {
    /// The event has no user, so the bot is its author.
    #[default]
    None,
    Known(Box<User>),
    /// A user of whom the event has only the id.
    Id(UserId),
}

/// The key of an ordered queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum QueueKey {
    Channel(ChannelId),
    Guild(GuildId),
    /// The events of a type, without a guild or channel.
    Event(TypeId),
}

impl EventScope {
    /// Creates an empty scope, without guild, channel, message and user.
    pub fn none() -> Self {
        Self::default()
    }

    /// Sets the guild, if there is one.
    pub fn in_guild(self, guild_id: impl MaybeId<GuildId>) -> Self {
        Self { guild_id: guild_id.get(), ..self }
    }

    /// Sets the channel, if there is one: of the guild, or of direct messages if the scope has no guild.
    pub fn in_channel(self, channel_id: impl MaybeId<ChannelId>) -> Self {
        Self { channel_id: channel_id.get(), ..self }
    }

    /// Sets the message in the channel, if there is one.
    pub fn about(self, message_id: impl MaybeId<MessageId>) -> Self {
        Self { message_id: message_id.get(), ..self }
    }

    /// Sets the user: a `&User`, a `&Member` or a `&UserId`. The user of an id is looked up before a handler runs.
    pub fn by(self, actor: &impl Actor) -> Self {
        Self { user: actor.user(), ..self }
    }

    pub(crate) fn guild(guild_id: GuildId) -> Self {
        Self::none().in_guild(guild_id)
    }

    pub(crate) fn channel(guild_id: Option<GuildId>, channel_id: ChannelId) -> Self {
        Self::none().in_guild(guild_id).in_channel(channel_id)
    }

    pub(crate) fn message(self, message_id: MessageId) -> Self {
        self.about(message_id)
    }

    /// Makes a reply in this scope an answer to the message.
    pub(super) fn answering(self) -> Self {
        Self { answers: true, ..self }
    }

    pub(crate) fn user(self, user: &User) -> Self {
        self.by(user)
    }

    pub(super) fn user_id(self, user_id: UserId) -> Self {
        self.by(&user_id)
    }

    pub(super) fn maybe_user(self, user: Option<&User>) -> Self {
        match user {
            Some(user) => self.user(user),
            None => self,
        }
    }

    pub(super) fn maybe_guild(guild_id: Option<GuildId>) -> Self {
        Self { guild_id, ..Self::default() }
    }

    pub(super) fn reaction(reaction: &Reaction) -> Self {
        let scope = Self::channel(reaction.guild_id, reaction.channel_id).message(reaction.message_id);
        match (&reaction.member, reaction.user_id) {
            (Some(member), _) => scope.user(&member.user),
            (None, Some(user_id)) => scope.user_id(user_id),
            (None, None) => scope,
        }
    }

    pub(super) fn voice(state: &VoiceState) -> Self {
        // A user who moves causes events in two channels, which must stay in order.
        let scope =
            Self { channel_id: state.channel_id, by_guild: true, ..Self::maybe_guild(state.guild_id) };
        match &state.member {
            Some(member) => scope.user(&member.user),
            None => scope.user_id(state.user_id),
        }
    }

    pub(super) fn presence(presence: &Presence) -> Self {
        let scope = Self::maybe_guild(presence.guild_id);
        match presence.user.to_user() {
            Some(user) => scope.user(&user),
            None => scope.user_id(presence.user.id),
        }
    }

    pub(super) fn interaction(interaction: &Interaction) -> Self {
        match interaction {
            Interaction::Command(command) | Interaction::Autocomplete(command) => {
                Self::channel(command.guild_id, command.channel_id).user(&command.user)
            }
            Interaction::Component(click) => {
                Self::channel(click.guild_id, click.channel_id).message(click.message.id).user(&click.user)
            }
            Interaction::Modal(modal) => Self::channel(modal.guild_id, modal.channel_id).user(&modal.user),
            _ => Self::none(),
        }
    }

    pub(super) fn entitlement(entitlement: &Entitlement) -> Self {
        let scope = Self::maybe_guild(entitlement.guild_id);
        match entitlement.user_id {
            Some(user_id) => scope.user_id(user_id),
            None => scope,
        }
    }

    /// Reads the scope of a payload without a type, from the usual names of its ids.
    pub(super) fn of_json(data: &serde_json::Value) -> Self {
        let id = |key: &str| data[key].as_str()?.parse::<u64>().ok().filter(|id| *id != 0);
        let scope = Self {
            guild_id: id("guild_id").map(GuildId::new),
            channel_id: id("channel_id").map(ChannelId::new),
            ..Self::default()
        };
        match id("user_id") {
            Some(user) => scope.user_id(UserId::new(user)),
            None => scope,
        }
    }

    /// Returns this scope with its missing parts inherited from an outer one: the location as a whole, and the user.
    pub(crate) fn within(self, outer: &Self) -> Self {
        let has_location = self.guild_id.is_some() || self.channel_id.is_some();
        let location = if has_location { &self } else { outer };
        Self {
            guild_id: location.guild_id,
            channel_id: location.channel_id,
            message_id: location.message_id,
            answers: location.answers,
            by_guild: location.by_guild,
            user: match self.user {
                EventUser::None => outer.user.clone(),
                user => user,
            },
        }
    }

    /// Returns the key of the ordered queue of this scope.
    pub(crate) fn queue(&self, event: TypeId) -> QueueKey {
        match (self.channel_id, self.guild_id) {
            (Some(channel_id), _) if !self.by_guild => QueueKey::Channel(channel_id),
            (_, Some(guild_id)) => QueueKey::Guild(guild_id),
            (Some(channel_id), None) => QueueKey::Channel(channel_id),
            (None, None) => QueueKey::Event(event),
        }
    }
}

/// An optional id: an `I`, or an `Option` of one.
///
/// ```
/// use mindtrace_discord::event::EventScope;
/// use mindtrace_discord::prelude::*;
///
/// let (always, perhaps) = (GuildId::new(1), Some(ChannelId::new(2)));
/// let scope = EventScope::none().in_guild(always).in_channel(perhaps);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{I}`",
    note = "write `{I}`, or an `Option` of one"
)]
pub trait MaybeId<I>: sealed::Sealed {
    #[doc(hidden)]
    fn get(self) -> Option<I>;
}

/// The user of an event: [`User`], [`Member`], [`UserId`], or an `Option` of one.
///
/// ```
/// use mindtrace_discord::event::EventScope;
/// use mindtrace_discord::prelude::*;
///
/// fn scope(user: &User, member: Option<&Member>) -> EventScope {
///     match member {
///         Some(member) => EventScope::none().in_guild(member.guild_id).by(member),
///         None => EventScope::none().by(user),
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a user",
    note = "write `UserId`, `User` or `Member`, or an `Option` of one"
)]
pub trait Actor: sealed::Sealed {
    #[doc(hidden)]
    fn user(&self) -> EventUser;
}

mod sealed {
    /// Seals the traits of this file.
    pub trait Sealed {}
}

macro_rules! actors {
    ($($ty:ty: |$this:ident| $user:expr;)*) => {
        $(
            impl sealed::Sealed for $ty {}

            impl Actor for $ty {
                fn user(&self) -> EventUser {
                    let $this = self;
                    $user
                }
            }
        )*
    };
}

actors! {
    User: |user| EventUser::Known(Box::new(user.clone()));
    Member: |member| EventUser::Known(Box::new(member.user.clone()));
    UserId: |id| EventUser::Id(*id);
}

impl<T: sealed::Sealed> sealed::Sealed for Option<T> {}

macro_rules! ids {
    ($($id:ident),*) => {
        $(
            impl MaybeId<$id> for $id {
                fn get(self) -> Option<$id> {
                    Some(self)
                }
            }

            impl MaybeId<$id> for Option<$id> {
                fn get(self) -> Option<$id> {
                    self
                }
            }
        )*
    };
}

ids!(GuildId, ChannelId, MessageId);

impl sealed::Sealed for GuildId {}
impl sealed::Sealed for ChannelId {}
impl sealed::Sealed for MessageId {}

impl<A: Actor> Actor for Option<A> {
    fn user(&self) -> EventUser {
        self.as_ref().map_or(EventUser::None, Actor::user)
    }
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use serde_json::json;
    use serenity::model::id::{ChannelId, GuildId, UserId};

    use super::{EventScope, EventUser, QueueKey};

    #[test]
    fn a_queue_belongs_to_the_channel_else_the_guild_else_the_event() {
        let (guild, channel, event) = (GuildId::new(1), ChannelId::new(2), TypeId::of::<u8>());
        assert_eq!(EventScope::channel(Some(guild), channel).queue(event), QueueKey::Channel(channel));
        assert_eq!(EventScope::guild(guild).queue(event), QueueKey::Guild(guild));
        assert_eq!(EventScope::none().queue(event), QueueKey::Event(event));
        let moved = EventScope { by_guild: true, ..EventScope::channel(Some(guild), channel) };
        assert_eq!(moved.queue(event), QueueKey::Guild(guild));
    }

    #[test]
    fn a_scope_inherits_missing_parts_from_the_outer_one() {
        let outer = EventScope::channel(Some(GuildId::new(1)), ChannelId::new(2)).user_id(UserId::new(3));
        let inner = EventScope::none().within(&outer);
        assert_eq!((inner.guild_id, inner.channel_id), (outer.guild_id, outer.channel_id));
        let elsewhere = EventScope::guild(GuildId::new(9)).user_id(UserId::new(4)).within(&outer);
        assert_eq!((elsewhere.guild_id, elsewhere.channel_id), (Some(GuildId::new(9)), None));
        assert!(matches!(elsewhere.user, EventUser::Id(user) if user == UserId::new(4)));
    }

    #[test]
    fn the_scope_of_an_untyped_payload_is_read_from_its_ids() {
        let scope = EventScope::of_json(&json!({ "guild_id": "5", "channel_id": "x", "user_id": "7" }));
        assert_eq!((scope.guild_id, scope.channel_id), (Some(GuildId::new(5)), None));
        assert!(matches!(scope.user, EventUser::Id(user) if user == UserId::new(7)));
    }
}
