//! Invites.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::json;
use serenity::model::Permissions;

use crate::timestamp::iso;
use crate::{
    discord::{Discord, dispatch::Scope},
    error::SandboxError,
    location::Channel,
    member::Member,
};

/// # Invites
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let general = discord.channel("general")?;
/// let code = discord.member("alice").await?.invites_to(&general).await?;
/// discord.delete_invite(&code).await?;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Deletes an invite (`INVITE_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is none with this code.
    pub async fn delete_invite(&self, code: &str) -> Result<(), SandboxError> {
        let deleted = self.change(|world| {
            let channel = world.invites.remove(code)?;
            let guild = world.channels.get(&channel)?.guild;
            let event = json!({"code": code, "channel_id": channel, "guild_id": guild});
            world.emit("INVITE_DELETE", Scope::channel(guild, channel), &event);
            Some(())
        });
        deleted.ok_or_else(|| SandboxError::Unknown { kind: "invite", name: code.to_owned() })
    }
}

/// # Create invites
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let general = discord.channel("general")?;
/// let code = discord.member("alice").await?.invites_to(&general).await?;
/// discord.delete_invite(&code).await?;
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Creates an invite to a channel and returns its code (`INVITE_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member may not create invites there.
    pub async fn invites_to(&self, channel: &Channel) -> Result<String, SandboxError> {
        let made = self.discord().change(|world| {
            if !world.permissions_in(channel.id, self.id()).contains(Permissions::CREATE_INSTANT_INVITE) {
                return None;
            }
            let code = format!("{:x}", world.snowflake());
            world.invites.insert(code.clone(), channel.id);
            let event = json!({
                "code": code, "channel_id": channel.id, "guild_id": channel.guild, "created_at": iso(world.now()),
                "inviter": world.user_json(self.id()), "max_age": 86400, "max_uses": 0, "temporary": false,
                "uses": 0,
            });
            world.emit("INVITE_CREATE", Scope::channel(Some(channel.guild), channel.id), &event);
            Some(code)
        });
        made.ok_or_else(|| {
            self.discord().refused(format!("{} may not invite to #{}", self.name(), channel.name))
        })
    }
}
