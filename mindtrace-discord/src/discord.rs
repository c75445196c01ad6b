//! Access to Discord: the port for requests, look-ups that try the cache first, and permissions.
//!
//! This module makes no requests; the REST client implements [`Discord`].

pub(crate) mod directory;
mod endpoint;
mod entitlements;
pub(crate) mod permissions;
pub(crate) mod users;
pub(crate) mod visibility;

use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;
use http::Method;
use serde_json::Value;
use serenity::model::application::AuthorizingIntegrationOwners;
use serenity::model::channel::{Channel, GuildChannel, Message};
use serenity::model::guild::{Member, PartialGuild, Role};
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;

use crate::error::{BoxError, RequestError};
use crate::reply::{Reply, ReplyError};
use crate::responder::Responder;

pub(crate) use self::directory::Directory;
pub(crate) use self::endpoint::Endpoint;

/// Discord's REST API, as far as the engine needs it.
pub(crate) trait Discord: fmt::Debug + Send + Sync {
    /// Looks up a user.
    fn user(&self, id: UserId) -> Answer<'_, User>;

    /// Looks up a member of a guild.
    fn member(&self, guild: GuildId, user: UserId) -> Answer<'_, Member>;

    /// Lists at most a hundred members of a guild whose name or nickname starts with `name`.
    fn members_named<'a>(&'a self, guild: GuildId, name: &'a str) -> Answer<'a, Vec<Member>>;

    /// Looks up a guild.
    fn guild(&self, id: GuildId) -> Answer<'_, PartialGuild>;

    /// Lists the roles of a guild.
    fn roles(&self, guild: GuildId) -> Answer<'_, Vec<Role>>;

    /// Lists the channels of a guild, without threads.
    fn channels(&self, guild: GuildId) -> Answer<'_, Vec<GuildChannel>>;

    /// Looks up a channel.
    fn channel(&self, id: ChannelId) -> Answer<'_, Channel>;

    /// Returns whether a user was added to a thread.
    fn is_in_thread(&self, thread: ChannelId, user: UserId) -> Answer<'_, bool>;

    /// Looks up a message.
    fn message(&self, channel: ChannelId, id: MessageId) -> Answer<'_, Message>;

    /// Returns the ids of at most `count` messages, 1 to 100, that are older than `before`; the newest first.
    fn recent_messages(
        &self,
        channel: ChannelId,
        before: Option<MessageId>,
        count: u8,
    ) -> BoxFuture<'_, Result<Vec<MessageId>, RequestError>>;

    /// Lists the entitlements of a user or guild to SKUs of the application, without those that have ended.
    fn entitlements<'a>(&'a self, buyer: Buyer, skus: &'a [u64]) -> Answer<'a, Vec<Entitlement>>;

    /// Deletes a message.
    fn delete_message(&self, channel: ChannelId, id: MessageId) -> BoxFuture<'_, Result<(), RequestError>>;

    /// Deletes 2 to 100 messages that are not older than 14 days.
    fn delete_messages(
        &self,
        channel: ChannelId,
        ids: Vec<MessageId>,
    ) -> BoxFuture<'_, Result<(), RequestError>>;

    /// Shows the bot as typing.
    fn typing(&self, channel: ChannelId) -> BoxFuture<'_, Result<(), RequestError>>;

    /// Sends any request, and returns the JSON of the response; `null` if it has no body.
    fn request<'a>(
        &'a self,
        method: Method,
        path: &'a str,
        body: Option<&'a Value>,
    ) -> BoxFuture<'a, Result<Value, RequestError>>;

    /// Answers an autocomplete interaction with suggestions.
    fn suggest<'a>(
        &'a self,
        interaction: &'a InteractionKey,
        choices: Value,
    ) -> BoxFuture<'a, Result<(), RequestError>>;

    /// Replaces the components of the message that an interaction came from.
    fn replace_components<'a>(
        &'a self,
        interaction: &'a InteractionKey,
        components: Value,
    ) -> BoxFuture<'a, Result<(), RequestError>>;

    /// Returns a responder that answers in a channel.
    fn message_responder(&self, target: MessageTarget) -> Arc<dyn Responder>;

    /// Returns a responder that answers an interaction.
    fn interaction_responder(&self, target: InteractionTarget<'_>) -> Arc<dyn Responder>;
}

/// The user or guild that is entitled to a SKU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Buyer {
    User(UserId),
    Guild(GuildId),
}

/// The future result of a look-up.
pub(crate) type Answer<'a, T> = BoxFuture<'a, Result<T, LookupError>>;

/// The reason why a look-up has no result.
#[derive(Debug)]
pub(crate) enum LookupError {
    /// Discord has no such thing, or does not show it to the bot.
    NotFound,
    /// The request failed.
    Failed(BoxError),
}

impl From<RequestError> for LookupError {
    /// "Not found", "no access" and "malformed id" (400) mean that there is no such thing.
    fn from(error: RequestError) -> Self {
        match error.status() {
            Some(400 | 403 | 404) => Self::NotFound,
            _ => Self::Failed(error.into()),
        }
    }
}

impl LookupError {
    /// Converts [`Absent`](Self::NotFound) to `None`.
    ///
    /// # Errors
    ///
    /// The error of a failed request.
    pub(crate) fn or_none<T>(result: Result<T, Self>) -> Result<Option<T>, BoxError> {
        match result {
            Ok(found) => Ok(Some(found)),
            Err(Self::NotFound) => Ok(None),
            Err(Self::Failed(error)) => Err(error),
        }
    }

    /// Converts to an error, for callers to whom absence is a failure as well.
    pub(crate) fn into_error(self) -> BoxError {
        match self {
            Self::NotFound => "Discord has no such thing, or does not show it to this bot".into(),
            Self::Failed(error) => error,
        }
    }
}

/// A channel to post in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageTarget {
    pub(crate) channel_id: ChannelId,
    /// The message to reply to and its author, if there is one.
    pub(crate) reply_to: Option<(MessageId, UserId)>,
    /// Whether other users can read the channel.
    pub(crate) public: bool,
    /// Whether the message can be meant for this bot only.
    pub(crate) addressed: bool,
}

/// The id of an interaction, and the token that lets the bot answer it.
#[derive(Clone)]
pub(crate) struct InteractionKey {
    pub(crate) id: InteractionId,
    /// A credential that is valid as long as the interaction.
    pub(crate) token: String,
}

/// An interaction to answer.
#[derive(Clone, Debug)]
pub(crate) struct InteractionTarget<'a> {
    pub(crate) key: InteractionKey,
    pub(crate) origin: Origin,
    /// The guild and the user that installed the application for this interaction.
    pub(crate) owners: &'a AuthorizingIntegrationOwners,
}

/// The origin of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A command.
    Command,
    /// A component of a message. An answer may replace the message, which is `private` if it is visible to one user only, and which stays
    /// a layout if it `has_layout`.
    Component { private: bool, has_layout: bool },
    /// A modal that a command opened.
    Modal,
    /// A modal that a component opened. An answer may replace the component's message, which is as that of a component.
    ModalOnMessage { private: bool, has_layout: bool },
}

impl Origin {
    /// Returns whether the interaction belongs to a message.
    pub(crate) fn has_message(self) -> bool {
        matches!(self, Self::Component { .. } | Self::ModalOnMessage { .. })
    }

    /// Returns a reply that replaces the message in its own kind: Discord cannot turn a layout into a message with a text.
    ///
    /// # Errors
    ///
    /// Those of [`Reply::into_layout`].
    pub(crate) fn adapt(self, reply: Reply) -> Result<Reply, ReplyError> {
        if self.has_layout() { reply.into_layout() } else { Ok(reply) }
    }

    /// Returns whether the message is a layout.
    pub(crate) fn has_layout(self) -> bool {
        matches!(
            self,
            Self::Component { has_layout: true, .. } | Self::ModalOnMessage { has_layout: true, .. }
        )
    }

    /// Returns whether a reply may replace the message. A private reply may not replace a message that others see.
    pub(crate) fn may_be_changed_by(self, reply: &Reply) -> bool {
        match self {
            Self::Component { private, .. } | Self::ModalOnMessage { private, .. } => {
                private || !reply.ephemeral
            }
            Self::Command | Self::Modal => false,
        }
    }
}

/// The bot's own accounts.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) id: UserId,
    pub(crate) user: Arc<User>,
    pub(crate) application_id: ApplicationId,
    /// The key with which Discord signs the interactions that it sends by webhook.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    pub(crate) public_key: Vec<u8>,
}

impl fmt::Debug for InteractionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InteractionKey").field("id", &self.id).finish_non_exhaustive()
    }
}
