//! Buttons and select menus.

use serde_json::{Value, json};

use crate::sandbox::{
    answer::Answer,
    discord::{interaction::Trigger, world::put},
    error::SandboxError,
    member::Member,
    slash::Sent,
    transcript::LineKind,
};

impl Member {
    /// Clicks a button and waits for the answer: a new message, or the changed one.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if there is no such button or it is disabled,
    /// [`SandboxError::Timeout`] if the bot does not respond within three seconds.
    pub async fn clicks(&self, message: &Answer, custom_id: &str) -> Result<Answer, SandboxError> {
        self.uses_component(message, custom_id, &[]).await
    }

    /// Chooses values in a select menu and waits for the answer as [`Member::clicks`] does.
    ///
    /// # Errors
    ///
    /// As for [`Member::clicks`].
    pub async fn selects(
        &self,
        message: &Answer,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Answer, SandboxError> {
        self.uses_component(message, custom_id, values).await
    }

    async fn uses_component(
        &self,
        message: &Answer,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Answer, SandboxError> {
        let begun = self.discord.change(|world| {
            let record = world.messages.get(&message.id).filter(|record| self.can_see(record));
            let record = record.ok_or_else(|| "the message is gone or not visible".to_owned())?;
            let component = record
                .components
                .iter()
                .filter_map(|row| row.get("components").and_then(Value::as_array))
                .flatten()
                .find(|component| component.get("custom_id").and_then(Value::as_str) == Some(custom_id))
                .filter(|component| component.get("disabled").and_then(Value::as_bool) != Some(true));
            let kind = component.and_then(|component| component.get("type")).and_then(Value::as_u64);
            let kind = kind.ok_or_else(|| format!("the message has no enabled component `{custom_id}`"))?;
            let channel = record.channel;
            let mut data = json!({"custom_id": custom_id, "component_type": kind});
            // Buttons have no values; every select menu has, even an empty one.
            if kind != 2 {
                put(&mut data, "values", json!(values));
            }
            world.note(
                LineKind::Command,
                self.user,
                Some(channel),
                format!("used the component {custom_id}"),
            );
            Sent::send(
                world,
                self,
                Trigger::Component(message.id),
                channel,
                &data,
                format!("the component {custom_id}"),
            )
        });
        begun.map_err(|why: String| self.discord.refused(why))?.answer().await
    }
}
