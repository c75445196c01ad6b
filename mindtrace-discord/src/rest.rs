//! Implements the engine's ports with Discord's REST API.

mod breaker;
mod client;
mod created;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod interaction;
mod limiter;
mod login;
mod message;
mod multipart;
mod relay;
mod request;
mod route;
mod transport;

use std::fmt;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serenity::model::channel::{Channel, GuildChannel, Message, ReactionType};
use serenity::model::guild::{Member, PartialGuild, Role};
use serenity::model::id::{ApplicationId, ChannelId, GuildId, MessageId, UserId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;

pub(crate) use self::client::Client;
use self::created::Created;
use self::interaction::{InteractionResponder, callback};
pub(crate) use self::login::{Login, LoginError, gateway, login};
use self::message::MessageResponder;
pub(crate) use self::relay::Relay;
pub(crate) use self::request::Request;
pub(crate) use self::route::Route;

use crate::component::Signer;
use crate::discord::permissions::{AllBits, HasPermissions};
use crate::discord::{Answer, Buyer, Discord, InteractionKey, InteractionTarget, LookupError, MessageTarget};
use crate::error::RequestError;
use crate::reply::wire;
use crate::responder::{MessageAction, Responder};
use crate::salvage;

/// Implements [`Discord`] with the REST client.
pub(crate) struct Rest {
    client: Arc<Client>,
    application: ApplicationId,
    signer: Arc<Signer>,
}

impl Rest {
    pub(crate) fn new(client: Arc<Client>, application: ApplicationId, signer: Arc<Signer>) -> Self {
        Self { client, application, signer }
    }

    async fn respond(&self, interaction: &InteractionKey, body: &impl Serialize) -> Result<(), RequestError> {
        let InteractionKey { id, token } = interaction;
        self.client.run(callback(*id, token).json(body).map_err(RequestError::invalid)?).await
    }

    /// Looks something up.
    fn look_up<T: DeserializeOwned + Send>(&self, path: String) -> Answer<'_, T> {
        self.found(Request::new(Route::get(path)))
    }

    /// Looks up a model with all bits of its permissions.
    fn look_up_with_permissions<T: HasPermissions + Send + 'static>(&self, path: String) -> Answer<'_, T> {
        async move { self.look_up::<AllBits<T>>(path).await.map(|AllBits(found)| found) }.boxed()
    }

    fn found<T: DeserializeOwned + Send>(&self, request: Request) -> Answer<'_, T> {
        async move { self.client.fetch(request).await.map_err(LookupError::from) }.boxed()
    }
}

/// A message in a list, as far as it is needed.
#[derive(Deserialize)]
struct Listed {
    id: MessageId,
}

impl Discord for Rest {
    fn user(&self, id: UserId) -> Answer<'_, User> {
        self.look_up(format!("/users/{id}"))
    }

    fn member(&self, guild: GuildId, user: UserId) -> Answer<'_, Member> {
        async move {
            let member: Value = self.look_up(format!("/guilds/{guild}/members/{user}")).await?;
            in_guild(member, guild)
        }
        .boxed()
    }

    fn members_named<'a>(&'a self, guild: GuildId, name: &'a str) -> Answer<'a, Vec<Member>> {
        async move {
            let query = utf8_percent_encode(name, NON_ALPHANUMERIC);
            let path = format!("/guilds/{guild}/members/search?query={query}&limit=100");
            let members: Vec<Value> = self.look_up(path).await?;
            members.into_iter().map(|member| in_guild(member, guild)).collect()
        }
        .boxed()
    }

    fn guild(&self, id: GuildId) -> Answer<'_, PartialGuild> {
        self.look_up_with_permissions(format!("/guilds/{id}"))
    }

    fn roles(&self, guild: GuildId) -> Answer<'_, Vec<Role>> {
        async move {
            let roles: Vec<Value> = self.look_up(format!("/guilds/{guild}/roles")).await?;
            let role = |role| in_guild::<AllBits<Role>>(role, guild).map(|AllBits(role)| role);
            roles.into_iter().map(role).collect()
        }
        .boxed()
    }

    fn channels(&self, guild: GuildId) -> Answer<'_, Vec<GuildChannel>> {
        async move {
            let channels: Vec<AllBits<GuildChannel>> =
                self.look_up(format!("/guilds/{guild}/channels")).await?;
            Ok(channels.into_iter().map(|AllBits(channel)| channel).collect())
        }
        .boxed()
    }

    fn channel(&self, id: ChannelId) -> Answer<'_, Channel> {
        self.look_up_with_permissions(format!("/channels/{id}"))
    }

    fn is_in_thread(&self, thread: ChannelId, user: UserId) -> Answer<'_, bool> {
        async move {
            match self.look_up::<IgnoredAny>(format!("/channels/{thread}/thread-members/{user}")).await {
                Ok(_) => Ok(true),
                Err(LookupError::NotFound) => Ok(false),
                Err(error) => Err(error),
            }
        }
        .boxed()
    }

    fn message(&self, channel: ChannelId, id: MessageId) -> Answer<'_, Message> {
        async move {
            let message: Value = self.look_up(format!("/channels/{channel}/messages/{id}")).await?;
            salvage::message(message)
                .map_err(|error| LookupError::Failed(RequestError::Unreadable(error).into()))
        }
        .boxed()
    }

    fn recent_messages(
        &self,
        channel: ChannelId,
        before: Option<MessageId>,
        count: u8,
    ) -> BoxFuture<'_, Result<Vec<MessageId>, RequestError>> {
        async move {
            let before = before.map(|id| format!("&before={id}")).unwrap_or_default();
            let route = Route::get(format!("/channels/{channel}/messages?limit={count}{before}"));
            let messages: Vec<Listed> = self.client.fetch(Request::new(route)).await?;
            Ok(messages.into_iter().map(|message| message.id).collect())
        }
        .boxed()
    }

    fn entitlements<'a>(&'a self, buyer: Buyer, skus: &'a [u64]) -> Answer<'a, Vec<Entitlement>> {
        let buyer = match buyer {
            Buyer::User(id) => format!("user_id={id}"),
            Buyer::Guild(id) => format!("guild_id={id}"),
        };
        let skus = skus.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let application = self.application;
        let query = format!("{buyer}&sku_ids={skus}&exclude_ended=true");
        self.look_up(format!("/applications/{application}/entitlements?{query}"))
    }

    fn delete_message(&self, channel: ChannelId, id: MessageId) -> BoxFuture<'_, Result<(), RequestError>> {
        self.client.run(delete_message(channel, id)).boxed()
    }

    fn delete_messages(
        &self,
        channel: ChannelId,
        ids: Vec<MessageId>,
    ) -> BoxFuture<'_, Result<(), RequestError>> {
        async move {
            let request = Request::new(Route::post(format!("/channels/{channel}/messages/bulk-delete")));
            // Deleting them again deletes nothing more.
            let request =
                request.json(&json!({ "messages": ids })).map_err(RequestError::invalid)?.repeatable();
            self.client.run(request).await
        }
        .boxed()
    }

    fn typing(&self, channel: ChannelId) -> BoxFuture<'_, Result<(), RequestError>> {
        self.client.run(typing(channel)).boxed()
    }

    fn request<'a>(
        &'a self,
        method: Method,
        path: &'a str,
        body: Option<&'a Value>,
    ) -> BoxFuture<'a, Result<Value, RequestError>> {
        async move {
            let request = Request::new(Route::new(method, path.to_owned()));
            let request = match body {
                Some(body) => request.json(body).map_err(RequestError::invalid)?,
                None => request,
            };
            self.client.fetch_with(request, any_json).await
        }
        .boxed()
    }

    fn suggest<'a>(
        &'a self,
        interaction: &'a InteractionKey,
        choices: Value,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        async move { self.respond(interaction, &wire::suggestions(&choices)).await }.boxed()
    }

    fn replace_components<'a>(
        &'a self,
        interaction: &'a InteractionKey,
        components: Value,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        async move { self.respond(interaction, &wire::components(&components)).await }.boxed()
    }

    fn message_responder(&self, target: MessageTarget) -> Arc<dyn Responder> {
        Arc::new(MessageResponder::new(Arc::clone(&self.client), Arc::clone(&self.signer), target))
    }

    fn interaction_responder(&self, target: InteractionTarget<'_>) -> Arc<dyn Responder> {
        let (client, signer) = (Arc::clone(&self.client), Arc::clone(&self.signer));
        Arc::new(InteractionResponder::new(client, self.application, signer, target))
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").finish_non_exhaustive()
    }
}

fn delete_message(channel: ChannelId, id: MessageId) -> Request {
    Request::new(Route::delete(format!("/channels/{channel}/messages/{id}")))
}

/// A request that does something to a message.
fn action(channel: ChannelId, message: MessageId, action: &MessageAction) -> Request {
    let reaction = |emoji: &ReactionType| {
        // `as_data` encodes a Unicode emoji for the path.
        format!("/channels/{channel}/messages/{message}/reactions/{}/@me", emoji.as_data())
    };
    let pin = || format!("/channels/{channel}/messages/pins/{message}");
    Request::new(match action {
        MessageAction::React(emoji) => Route::new(Method::PUT, reaction(emoji)),
        MessageAction::Unreact(emoji) => Route::delete(reaction(emoji)),
        MessageAction::Pin => Route::new(Method::PUT, pin()),
        MessageAction::Unpin => Route::delete(pin()),
    })
}

fn typing(channel: ChannelId) -> Request {
    Request::new(Route::post(format!("/channels/{channel}/typing"))).repeatable()
}

/// Reads a response, which may have no body.
fn any_json(body: &[u8]) -> Result<Value, RequestError> {
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body).map_err(RequestError::Unreadable)
}

/// Reads an object to which Discord's response does not add the guild that was asked for.
fn in_guild<T: DeserializeOwned>(mut object: Value, guild: GuildId) -> Result<T, LookupError> {
    if let Some(object) = object.as_object_mut() {
        object.insert("guild_id".to_owned(), guild.to_string().into());
    }
    serde_json::from_value(object)
        .map_err(|error| LookupError::Failed(RequestError::Unreadable(error).into()))
}
