//! Waits for the result of an interaction that the member sees.

use serde_json::Value;
use serenity::model::id::{ChannelId, InteractionId, MessageId};

use crate::{
    answer::Answer,
    discord::{
        interaction::{ACKNOWLEDGE_WITHIN, InteractionRecord, Response, Trigger},
        world::{MessageRecord, World},
    },
    error::SandboxError,
    member::Member,
    slash::payload,
};

/// An interaction that was sent to the bot.
#[derive(Debug)]
pub struct Sent {
    pub(crate) member: Member,
    pub(crate) interaction: InteractionRecord,
    /// The action of the member, for errors.
    source: String,
    /// The message that the member acted on, in its state before.
    on: Option<Answer>,
}

impl Sent {
    /// Sends an interaction with this data.
    pub(crate) fn send(
        world: &mut World,
        member: &Member,
        trigger: Trigger,
        channel: ChannelId,
        data: &Value,
        source: String,
    ) -> Result<Self, String> {
        let locale = member.client_locale()?;
        let interaction = world.begin_interaction(
            trigger,
            member.id(),
            channel,
            locale,
            member.has_user_install(),
            &source,
        );
        payload::event(world, &interaction, data);
        let on = trigger.message().and_then(|id| Answer::of(world, id));
        Ok(Self { member: member.clone(), interaction, source, on })
    }

    /// Waits for the first response, and after a deferral for the final one.
    pub(crate) async fn answer(self) -> Result<Answer, SandboxError> {
        match self.response().await? {
            Response::Message | Response::DeferredMessage | Response::Update => self.finished().await,
            Response::DeferredUpdate { changes } => self.updated(changes).await,
            other => Err(self.unexpected(&other, "a message")),
        }
    }

    /// Waits until the interaction is acknowledged without anything visible (callback type 6).
    pub(crate) async fn acknowledged(self) -> Result<(), SandboxError> {
        match self.response().await? {
            Response::DeferredUpdate { .. } => Ok(()),
            other => Err(self.unexpected(&other, "an acknowledgement (type 6)")),
        }
    }

    /// Returns the path at which the bot answers the interaction.
    #[doc(hidden)]
    pub fn callback_path(&self) -> String {
        format!("/interactions/{}/{}/callback", self.interaction.id, self.interaction.token)
    }

    /// Returns the action of the member, for errors.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Waits for suggestions.
    pub(crate) async fn suggestions(self) -> Result<Value, SandboxError> {
        match self.response().await? {
            Response::Suggestions(choices) => Ok(choices),
            other => Err(self.unexpected(&other, "suggestions")),
        }
    }

    /// Waits for the first response, at most three seconds.
    pub(crate) async fn response(&self) -> Result<Response, SandboxError> {
        let discord = self.member.discord();
        let response = discord
            .wait_until(self.interaction.created + ACKNOWLEDGE_WITHIN, |world| {
                world.interactions.get(&self.interaction.id)?.response.clone()
            })
            .await;
        response.ok_or_else(|| {
            let source = &self.source;
            discord
                .change(|world| world.remark(format!("showed: The application did not respond ({source})")));
            discord.timeout(&format!("an answer to {source}: The application did not respond"))
        })
    }

    pub(crate) async fn finished(self) -> Result<Answer, SandboxError> {
        let waiting_for = format!("the bot to finish its deferred answer to {}", self.source);
        let discord = self.member.discord().clone();
        discord
            .wait_for(&waiting_for, |world| {
                // A bot that deleted its placeholder answers with a follow-up.
                let original = world.interactions.get(&self.interaction.id)?.original;
                let original = original.and_then(|id| world.messages.get(&id));
                let message = original.or_else(|| answer_of(world, self.interaction.id))?;
                if message.is_loading() {
                    return None;
                }
                let answer = Answer::from_record(world, message);
                self.member.mark_shown(world, answer.id);
                Some(answer)
            })
            .await
    }

    /// Waits until something visible follows an acknowledgement: a changed or deleted message, or a new one.
    async fn updated(self, changes: u64) -> Result<Answer, SandboxError> {
        let waiting_for = format!(
            "a visible change after the bot acknowledged {}: the message was not edited or deleted, and there was no \
             follow-up; if that is intended, wait with `acknowledged` instead",
            self.source
        );
        let Some(id) = self.interaction.trigger.message() else { return self.finished().await };
        let discord = self.member.discord().clone();
        discord
            .wait_for(&waiting_for, |world| {
                let message = world.messages.get(&id);
                if message.is_none() {
                    let mut before = self.on.clone()?;
                    before.deleted = true;
                    return Some(before);
                }
                let follow_up = answer_of(world, self.interaction.id);
                let message = message.filter(|message| message.changes > changes).or(follow_up)?;
                let answer = Answer::from_record(world, message);
                self.member.mark_shown(world, answer.id);
                Some(answer)
            })
            .await
    }

    pub(crate) fn unexpected(&self, response: &Response, wanted: &str) -> SandboxError {
        let got = match response {
            Response::Message | Response::DeferredMessage => "a message".to_owned(),
            Response::Update => "an update of the message".to_owned(),
            Response::DeferredUpdate { .. } => "an acknowledgement".to_owned(),
            Response::Suggestions(_) => "suggestions".to_owned(),
            Response::Modal(modal) => {
                let title = modal.get("title").and_then(Value::as_str).unwrap_or_default();
                format!("the modal `{title}`, which only `opens_modal` can wait for")
            }
        };
        self.member.discord().refused(format!("{} was answered with {got}, not with {wanted}", self.source))
    }
}

/// Returns the first message that answers an interaction. Its id is greater, because it was posted later.
fn answer_of(world: &World, interaction: InteractionId) -> Option<&MessageRecord> {
    let later = world.messages.range(MessageId::new(interaction.get())..);
    later.map(|(_, message)| message).find(|message| message.answers(interaction))
}
