//! Where an event happens and who does it.

use std::any::TypeId;

use serenity::model::application::Interaction;
use serenity::model::channel::Reaction;
use serenity::model::gateway::Presence;
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;
use serenity::model::voice::VoiceState;

/// Where an event happens and who does it, as far as it says so: `EventScope::nowhere().in_guild(self.shop).by(&self.buyer)`.
///
/// It is what [`Context::guild_id`](crate::Context::guild_id), [`channel_id`](crate::Context::channel_id) and
/// [`author`](crate::Context::author) tell in a handler. Events of one channel, else of one server, reach their handlers in order.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EventScope {
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    pub(crate) who: Who,
    /// Whether a reply answers the message.
    pub(crate) answers: bool,
    /// Whether events of the whole server are in order, whatever their channels are.
    by_guild: bool,
}

/// Who does it.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub enum Who {
    /// Nobody, so the bot stands for it.
    #[default]
    Nobody,
    Known(Box<User>),
    /// Somebody of whom the event says no more.
    Id(UserId),
}

/// What is in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum QueueKey {
    Channel(ChannelId),
    Guild(GuildId),
    /// The events of a type that happen nowhere in particular.
    Event(TypeId),
}

impl EventScope {
    /// Nowhere in particular.
    pub fn nowhere() -> Self {
        Self::default()
    }

    /// In a server, if there is one.
    pub fn in_guild(self, guild_id: impl MaybeId<GuildId>) -> Self {
        Self { guild_id: guild_id.get(), ..self }
    }

    /// In a channel, if there is one: of the server, else of direct messages.
    pub fn in_channel(self, channel_id: impl MaybeId<ChannelId>) -> Self {
        Self { channel_id: channel_id.get(), ..self }
    }

    /// About a message of the channel, if there is one.
    pub fn about(self, message_id: impl MaybeId<MessageId>) -> Self {
        Self { message_id: message_id.get(), ..self }
    }

    /// Done by somebody: a `&User`, a `&Member` or a `&UserId`, whose name is looked up before a handler runs.
    pub fn by(self, actor: &impl Actor) -> Self {
        Self { who: actor.who(), ..self }
    }

    pub(crate) fn guild(guild_id: GuildId) -> Self {
        Self::nowhere().in_guild(guild_id)
    }

    pub(crate) fn channel(guild_id: Option<GuildId>, channel_id: ChannelId) -> Self {
        Self::nowhere().in_guild(guild_id).in_channel(channel_id)
    }

    pub(crate) fn message(self, message_id: MessageId) -> Self {
        self.about(message_id)
    }

    /// A reply in this scope answers the message.
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
        // Somebody who moves is in two channels within two events.
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
            Interaction::Modal(form) => Self::channel(form.guild_id, form.channel_id).user(&form.user),
            _ => Self::nowhere(),
        }
    }

    pub(super) fn entitlement(entitlement: &Entitlement) -> Self {
        let scope = Self::maybe_guild(entitlement.guild_id);
        match entitlement.user_id {
            Some(user_id) => scope.user_id(user_id),
            None => scope,
        }
    }

    /// As far as a payload that nobody has a type for uses the usual names.
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

    /// The same, with what it does not say as in the scope around it.
    pub(crate) fn within(self, around: &Self) -> Self {
        let said_where = self.guild_id.is_some() || self.channel_id.is_some();
        let place = if said_where { &self } else { around };
        Self {
            guild_id: place.guild_id,
            channel_id: place.channel_id,
            message_id: if said_where { self.message_id } else { around.message_id },
            answers: place.answers,
            by_guild: place.by_guild,
            who: match self.who {
                Who::Nobody => around.who.clone(),
                who => who,
            },
        }
    }

    /// With which events it is in order.
    pub(crate) fn queue(&self, event: TypeId) -> QueueKey {
        match (self.channel_id, self.guild_id) {
            (Some(channel_id), _) if !self.by_guild => QueueKey::Channel(channel_id),
            (_, Some(guild_id)) => QueueKey::Guild(guild_id),
            (Some(channel_id), None) => QueueKey::Channel(channel_id),
            (None, None) => QueueKey::Event(event),
        }
    }
}

/// An id or none: an `I`, or an `Option` of one.
#[diagnostic::on_unimplemented(message = "`{Self}` is no `{I}`", note = "write `{I}`, or an `Option` of one")]
pub trait MaybeId<I>: sealed::Sealed {
    #[doc(hidden)]
    fn get(self) -> Option<I>;
}

/// Somebody who does something: [`User`], [`Member`], [`UserId`], or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nobody who does something",
    note = "write `UserId`, `User` or `Member`, or an `Option` of one"
)]
pub trait Actor: sealed::Sealed {
    #[doc(hidden)]
    fn who(&self) -> Who;
}

mod sealed {
    /// Keeps the traits of this file to its types.
    pub trait Sealed {}
}

macro_rules! actors {
    ($($ty:ty: |$this:ident| $who:expr;)*) => {
        $(
            impl sealed::Sealed for $ty {}

            impl Actor for $ty {
                fn who(&self) -> Who {
                    let $this = self;
                    $who
                }
            }
        )*
    };
}

actors! {
    User: |user| Who::Known(Box::new(user.clone()));
    Member: |member| Who::Known(Box::new(member.user.clone()));
    UserId: |id| Who::Id(*id);
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
    fn who(&self) -> Who {
        self.as_ref().map_or(Who::Nobody, Actor::who)
    }
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use serde_json::json;
    use serenity::model::id::{ChannelId, GuildId, UserId};

    use super::{EventScope, QueueKey, Who};

    #[test]
    fn a_lane_is_the_channel_else_the_server_else_the_kind_of_event() {
        let (guild, channel, kind) = (GuildId::new(1), ChannelId::new(2), TypeId::of::<u8>());
        assert_eq!(EventScope::channel(Some(guild), channel).queue(kind), QueueKey::Channel(channel));
        assert_eq!(EventScope::guild(guild).queue(kind), QueueKey::Guild(guild));
        assert_eq!(EventScope::nowhere().queue(kind), QueueKey::Event(kind));
        let moved = EventScope { by_guild: true, ..EventScope::channel(Some(guild), channel) };
        assert_eq!(moved.queue(kind), QueueKey::Guild(guild));
    }

    #[test]
    fn what_a_scene_does_not_say_is_that_of_the_one_around() {
        let around = EventScope::channel(Some(GuildId::new(1)), ChannelId::new(2)).user_id(UserId::new(3));
        let inner = EventScope::nowhere().within(&around);
        assert_eq!((inner.guild_id, inner.channel_id), (around.guild_id, around.channel_id));
        let elsewhere = EventScope::guild(GuildId::new(9)).user_id(UserId::new(4)).within(&around);
        assert_eq!((elsewhere.guild_id, elsewhere.channel_id), (Some(GuildId::new(9)), None));
        assert!(matches!(elsewhere.who, Who::Id(user) if user == UserId::new(4)));
    }

    #[test]
    fn a_payload_without_a_type_still_says_where() {
        let scope = EventScope::of_json(&json!({ "guild_id": "5", "channel_id": "x", "user_id": "7" }));
        assert_eq!((scope.guild_id, scope.channel_id), (Some(GuildId::new(5)), None));
        assert!(matches!(scope.who, Who::Id(user) if user == UserId::new(7)));
    }
}
