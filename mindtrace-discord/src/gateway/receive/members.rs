//! Dispatches about members, and interactions.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serenity::model::event as model;
use serenity::model::id::GuildId;

use super::{Receiver, read};
use crate::event;
use crate::interaction;

/// A refused gateway command. The content of its details depends on the opcode.
#[derive(Deserialize)]
struct RateLimited {
    opcode: u8,
    /// In seconds.
    retry_after: f64,
    #[serde(default)]
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Meta {
    guild_id: Option<GuildId>,
    nonce: Option<String>,
}

impl Receiver {
    pub(super) fn rate_limited(&mut self, data: &str) -> serde_json::Result<()> {
        let RateLimited { opcode, retry_after, meta } = read(data)?;
        let retry_after = Duration::try_from_secs_f64(retry_after).unwrap_or_default();
        tracing::warn!(opcode, ?retry_after, "a gateway command was sent too often");
        let (guild_id, nonce) = meta.map(|meta| (meta.guild_id, meta.nonce)).unwrap_or_default();
        self.raise(event::GatewayRateLimit::new(opcode, retry_after, guild_id, nonce));
        Ok(())
    }

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
        if self.is_repeated() {
            return interaction::receive_event(&runtime, data, |event| self.raise(event));
        }
        interaction::receive(&runtime, data, |event| self.raise(event))
    }
}
