//! Dispatches about members, and interactions.

use std::sync::Arc;

use serenity::model::event as model;

use super::Receiver;
use crate::event;
use crate::interaction;

impl Receiver {
    pub(super) fn member_update(&mut self, data: &str) -> serde_json::Result<()> {
        let (update, old) = self.cached::<model::GuildMemberUpdateEvent>(data)?;
        let guild = self.runtime.cache.guild(update.guild_id);
        let new = guild.and_then(|guild| guild.members.get(&update.user.id).cloned());
        self.raise(event::MemberUpdate::new(old, new, update));
        Ok(())
    }

    /// Runs commands, clicks and modal submissions in tasks of their own, so that no event handler waits for them.
    pub(super) fn interaction(&mut self, data: &str) -> serde_json::Result<()> {
        let runtime = Arc::clone(&self.runtime);
        interaction::receive(&runtime, data, |event| self.raise(event))
    }
}
