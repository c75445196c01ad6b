//! Interactions: who started them, how long they can be answered, and what the answer is.

use serde_json::Value;
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use tokio::time::{Duration, Instant};

use crate::discord::{
    api_error::{ApiError, Code},
    world::World,
};

/// How long the first response may take.
pub(crate) const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);
/// How long the token can be used after that.
const TOKEN_LIFE: Duration = Duration::from_mins(15);

/// What started an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A slash command.
    Command,
    /// A command of the context menu of a person or a message.
    Menu,
    /// Somebody who types into an option of this type.
    Autocomplete(u64),
    /// A button or select menu on this message.
    Component(MessageId),
    /// A modal that another interaction opened; `on` is the message with the component that did.
    Modal { opened_by: InteractionId, on: Option<MessageId> },
}

impl Trigger {
    /// The interaction type Discord tells.
    pub(crate) fn kind(self) -> u64 {
        match self {
            Self::Command | Self::Menu => 2,
            Self::Component(_) => 3,
            Self::Autocomplete(_) => 4,
            Self::Modal { .. } => 5,
        }
    }

    /// The message a response may update.
    pub(crate) fn message(self) -> Option<MessageId> {
        match self {
            Self::Component(message) => Some(message),
            Self::Modal { on, .. } => on,
            Self::Command | Self::Menu | Self::Autocomplete(_) => None,
        }
    }
}

/// The first response to an interaction.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Response {
    /// A message (4).
    Message,
    /// A placeholder that shows "is thinking…" (5).
    DeferredMessage,
    /// Nothing visible yet (6); the message had been changed this often.
    DeferredUpdate { changes: u64 },
    /// The message of the component, changed (7).
    Update,
    /// What to offer for an option (8).
    Suggestions(Value),
    /// A modal to fill in (9).
    Modal(Value),
}

/// One interaction.
#[derive(Debug, Clone)]
pub(crate) struct InteractionRecord {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) trigger: Trigger,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) created: Instant,
    /// The locale of the person's client.
    pub(crate) locale: String,
    /// The first response, once there is one.
    pub(crate) response: Option<Response>,
    /// The message `@original` stands for.
    pub(crate) original: Option<MessageId>,
    /// Whether the application is there for the person alone.
    pub(crate) user_install: bool,
    /// Messages sent after the answer.
    pub(crate) follow_ups: u32,
    /// What the person used, such as `/tag create`.
    pub(crate) what: String,
}

impl InteractionRecord {
    /// The modal it was answered with.
    pub(crate) fn opened_modal(&self) -> Option<&Value> {
        match &self.response {
            Some(Response::Modal(data)) => Some(data),
            _ => None,
        }
    }
}

impl World {
    /// The interaction a callback is for, if it still waits for its first response.
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

    /// The interaction of a token that was answered and has not expired.
    pub(crate) fn answered(&self, token: &str) -> Result<InteractionRecord, ApiError> {
        let known = self.interactions.values().find(|interaction| interaction.token == token);
        // Suggestions are all there is to say about an option that is being typed.
        let speaks = |response: &Response| !matches!(response, Response::Suggestions(_));
        let interaction = known
            .filter(|interaction| interaction.response.as_ref().is_some_and(speaks))
            .ok_or(Code::UnknownWebhook)?;
        if interaction.created.elapsed() >= TOKEN_LIFE {
            return Err(Code::TokenExpired.into());
        }
        Ok(interaction.clone())
    }

    /// Begins an interaction; the caller sends its event.
    pub(crate) fn begin_interaction(
        &mut self,
        trigger: Trigger,
        user: UserId,
        channel: ChannelId,
        locale: &str,
        user_install: bool,
        what: &str,
    ) -> InteractionRecord {
        let id = InteractionId::new(self.snowflake());
        let interaction = InteractionRecord {
            id,
            token: format!("sandbox-interaction-{:x}", self.snowflake()),
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
            what: what.to_owned(),
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
            clock: None,
        };
        World::seed(settings, String::new(), String::new())
    }

    #[tokio::test(start_paused = true)]
    async fn tokens_expire_on_the_clock_of_tokio() {
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
        advance(TOKEN_LIFE).await;
        assert_eq!(world.answered(&begun.token).unwrap_err().code, Code::TokenExpired);
    }
}
