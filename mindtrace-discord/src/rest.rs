//! Implements the engine's ports with Discord's REST API.

mod interaction;
mod login;
mod message;

use std::fmt;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use serenity::http::{Http, HttpError, LightMethod, Request, Route, StatusCode};
use serenity::model::channel::{Channel, GuildChannel, Message};
use serenity::model::guild::{Member, PartialGuild, Role};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::user::User;

use self::interaction::InteractionResponder;
pub(crate) use self::login::{Login, LoginError, login, with_retries};
use self::message::MessageResponder;

use crate::component::Signer;
use crate::discord::{Answer, Discord, InteractionKey, InteractionTarget, LookupError, MessageTarget};
use crate::error::BoxError;
use crate::responder::Responder;

/// Implements [`Discord`] with serenity's REST client.
pub(crate) struct Rest {
    http: Arc<Http>,
    signer: Arc<Signer>,
}

impl Rest {
    pub(crate) fn new(http: Arc<Http>, signer: Arc<Signer>) -> Self {
        Self { http, signer }
    }

    async fn callback(&self, interaction: &InteractionKey, body: &Value) -> Result<(), BoxError> {
        let InteractionKey { id, token } = interaction;
        Ok(self.http.create_interaction_response(*id, token, body, Vec::new()).await?)
    }
}

impl Discord for Rest {
    fn user(&self, id: UserId) -> Answer<'_, User> {
        async move { found(self.http.get_user(id).await) }.boxed()
    }

    fn member(&self, guild: GuildId, user: UserId) -> Answer<'_, Member> {
        async move { found(self.http.get_member(guild, user).await) }.boxed()
    }

    fn members_named<'a>(&'a self, guild: GuildId, name: &'a str) -> Answer<'a, Vec<Member>> {
        async move { found(self.http.search_guild_members(guild, name, Some(100)).await) }.boxed()
    }

    fn guild(&self, id: GuildId) -> Answer<'_, PartialGuild> {
        async move { found(self.http.get_guild(id).await) }.boxed()
    }

    fn roles(&self, guild: GuildId) -> Answer<'_, Vec<Role>> {
        async move { found(self.http.get_guild_roles(guild).await) }.boxed()
    }

    fn channels(&self, guild: GuildId) -> Answer<'_, Vec<GuildChannel>> {
        async move { found(self.http.get_channels(guild).await) }.boxed()
    }

    fn channel(&self, id: ChannelId) -> Answer<'_, Channel> {
        async move { found(self.http.get_channel(id).await) }.boxed()
    }

    fn is_in_thread(&self, thread: ChannelId, user: UserId) -> Answer<'_, bool> {
        let route = Route::ChannelThreadMember { channel_id: thread, user_id: user };
        async move {
            let member = self.http.fire::<Value>(Request::new(route, LightMethod::Get)).await;
            match found(member) {
                Ok(_) => Ok(true),
                Err(LookupError::NotFound) => Ok(false),
                Err(error) => Err(error),
            }
        }
        .boxed()
    }

    fn message(&self, channel: ChannelId, id: MessageId) -> Answer<'_, Message> {
        async move { found(self.http.get_message(channel, id).await) }.boxed()
    }

    fn delete_message(&self, channel: ChannelId, id: MessageId) -> BoxFuture<'_, Result<(), BoxError>> {
        async move { Ok(self.http.delete_message(channel, id, None).await?) }.boxed()
    }

    fn suggest<'a>(
        &'a self,
        interaction: &'a InteractionKey,
        choices: Value,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        async move {
            let body = json!({ "type": 8, "data": { "choices": choices } });
            self.callback(interaction, &body).await
        }
        .boxed()
    }

    fn replace_components<'a>(
        &'a self,
        interaction: &'a InteractionKey,
        components: Value,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        async move {
            let body = json!({ "type": 7, "data": { "components": components } });
            self.callback(interaction, &body).await
        }
        .boxed()
    }

    fn message_responder(&self, target: MessageTarget) -> Arc<dyn Responder> {
        Arc::new(MessageResponder::new(Arc::clone(&self.http), Arc::clone(&self.signer), target))
    }

    fn interaction_responder(&self, target: InteractionTarget<'_>) -> Arc<dyn Responder> {
        Arc::new(InteractionResponder::new(Arc::clone(&self.http), Arc::clone(&self.signer), target))
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").finish_non_exhaustive()
    }
}

/// Maps the responses "not found", "no access" and "malformed id" (400) to [`LookupError::NotFound`], other errors to [`LookupError::Failed`].
fn found<T>(result: serenity::Result<T>) -> Result<T, LookupError> {
    result.map_err(|error| match &error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if matches!(
                response.status_code,
                StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST
            ) =>
        {
            LookupError::NotFound
        }
        _ => LookupError::Failed(error.into()),
    })
}
