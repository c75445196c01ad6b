//! Creates interactions, and finds them by their token.

use serenity::model::id::{ChannelId, InteractionId, UserId};
use tokio::time::{Duration, Instant};

use crate::discord::{
    api_error::{ApiError, Code},
    interaction::{ACKNOWLEDGE_WITHIN, InteractionRecord, Response, Trigger},
    world::World,
};

/// The start of every token; the id of the interaction follows, as in Discord's tokens.
const PREFIX: &str = "sandbox-interaction-";

/// The time during which the token of an interaction is valid.
const TOKEN_LIFETIME: Duration = Duration::from_mins(15);

impl World {
    /// Returns the interaction of a callback, if it can still receive its first response.
    pub(crate) fn unanswered(&self, id: InteractionId, token: &str) -> Result<InteractionRecord, ApiError> {
        let known = self.interactions.get(&id).filter(|interaction| interaction.token == token);
        let interaction = known.ok_or(Code::UnknownInteraction)?;
        if interaction.response.is_some() {
            return Err(Code::AlreadyAcknowledged.into());
        }
        if interaction.created.elapsed() >= ACKNOWLEDGE_WITHIN {
            return Err(Code::UnknownInteraction.into());
        }
        Ok(interaction.clone())
    }

    /// Returns the interaction of a token.
    pub(crate) fn interaction_of(&self, token: &str) -> Option<&InteractionRecord> {
        let id = token.strip_prefix(PREFIX)?.split_once('-')?.0;
        let id = u64::from_str_radix(id, 16).ok().filter(|id| *id != 0)?;
        self.interactions.get(&InteractionId::new(id)).filter(|interaction| interaction.token == token)
    }

    /// Returns the interaction of a token, if it was answered and the token has not expired.
    pub(crate) fn answered(&self, token: &str) -> Result<InteractionRecord, ApiError> {
        // Suggestions have no follow-ups.
        let has_follow_ups = |response: &Response| !matches!(response, Response::Suggestions(_));
        let interaction = self
            .interaction_of(token)
            .filter(|interaction| interaction.response.as_ref().is_some_and(has_follow_ups))
            .ok_or(Code::UnknownWebhook)?;
        if interaction.created.elapsed() >= TOKEN_LIFETIME {
            return Err(Code::TokenExpired.into());
        }
        Ok(interaction.clone())
    }

    /// Creates an interaction; the caller sends its event.
    pub(crate) fn begin_interaction(
        &mut self,
        trigger: Trigger,
        user: UserId,
        channel: ChannelId,
        locale: &str,
        user_install: bool,
        source: &str,
    ) -> InteractionRecord {
        let id = InteractionId::new(self.snowflake());
        let interaction = InteractionRecord {
            id,
            token: format!("{PREFIX}{:x}-{:x}", id.get(), self.snowflake()),
            trigger,
            user,
            channel,
            guild: self.channels.get(&channel).and_then(|channel| channel.guild),
            created: Instant::now(),
            locale: locale.to_owned(),
            response: None,
            original: None,
            user_install,
            follow_ups: 0,
            source: source.to_owned(),
        };
        self.interactions.insert(id, interaction.clone());
        interaction
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::{Permissions, gateway::GatewayIntents};
    use tokio::time::advance;

    use super::*;
    use crate::discord::world::Settings;

    fn world() -> World {
        let settings = Settings {
            bot_permissions: Permissions::empty(),
            unapproved: GatewayIntents::empty(),
            heartbeat_interval: Duration::from_secs(40),
            timeout: Duration::from_secs(10),
            clock: std::sync::Arc::new(crate::clock::Clock::new(None)),
            rate_limits: crate::discord::rate_limits::RateLimits::default(),
        };
        World::seed(settings, String::new(), String::new())
    }

    #[tokio::test(start_paused = true)]
    async fn interaction_tokens_expire_in_tokio_time() {
        let mut world = world();
        let general = *world.channels.keys().next().unwrap();
        let begun = world.begin_interaction(Trigger::Command, world.owner, general, "en-US", false, "/hello");
        advance(Duration::from_millis(2999)).await;
        assert!(world.unanswered(begun.id, &begun.token).is_ok());
        assert_eq!(world.unanswered(begun.id, "other").unwrap_err().code, Code::UnknownInteraction);
        advance(Duration::from_millis(1)).await;
        assert_eq!(world.unanswered(begun.id, &begun.token).unwrap_err().code, Code::UnknownInteraction);
        assert_eq!(world.answered(&begun.token).unwrap_err().code, Code::UnknownWebhook);
        world.interactions.get_mut(&begun.id).unwrap().response = Some(Response::Message);
        assert_eq!(world.unanswered(begun.id, &begun.token).unwrap_err().code, Code::AlreadyAcknowledged);
        assert!(world.answered(&begun.token).is_ok());
        advance(TOKEN_LIFETIME).await;
        assert_eq!(world.answered(&begun.token).unwrap_err().code, Code::TokenExpired);
    }
}
