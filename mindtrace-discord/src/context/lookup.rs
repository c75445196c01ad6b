//! Facts for a handler: the member, the guild, the interaction; and requests that have no method here.

use std::fmt;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use serenity::http::LightMethod;
use serenity::model::Permissions;
use serenity::model::guild::{Member, PartialGuild};
use serenity::model::id::InteractionId;
use serenity::model::monetization::Entitlement;

use super::Context;
use crate::caller::Location;
use crate::component::ComponentId;
use crate::discord::permissions::effective_permissions;
use crate::error::RequestError;
use crate::outcome::CommandError;

/// The interaction of a call: its id, and the token with which requests of serenity's client answer it.
pub struct CallInteraction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) entitlements: Vec<Entitlement>,
}

impl CallInteraction {
    /// The id.
    pub fn id(&self) -> InteractionId {
        self.id
    }

    /// The token, a credential that is valid for 15 minutes. Do not log it.
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl Context {
    /// Looks up the author as a member of this guild.
    ///
    /// # Errors
    ///
    /// [`CommandError::GuildOnly`] outside a guild, [`CommandError::Lookup`] if the request to Discord fails or the author is no member.
    pub async fn member(&self) -> Result<Member, CommandError> {
        let guild = self.guild_id().ok_or(CommandError::GuildOnly)?;
        let member = self.runtime().directory.member(guild, self.author().id).await;
        member.map_err(|error| CommandError::Lookup(error.into_error()))
    }

    /// A snapshot of this guild, with its roles; from the cache where it has the guild, else from Discord.
    ///
    /// It is owned, so it may be held across an `.await`.
    ///
    /// # Errors
    ///
    /// [`CommandError::GuildOnly`] outside a guild, [`CommandError::Lookup`] if the request to Discord fails.
    pub async fn guild(&self) -> Result<PartialGuild, CommandError> {
        let guild = self.guild_id().ok_or(CommandError::GuildOnly)?;
        let found = self.runtime().directory.guild(guild).await;
        found.map_err(|error| CommandError::Lookup(error.into_error()))
    }

    /// Returns the bot's own effective permissions in the channel.
    ///
    /// # Errors
    ///
    /// [`CommandError::Lookup`] if a request to Discord is needed and fails.
    pub async fn bot_permissions(&self) -> Result<Permissions, CommandError> {
        let here =
            Location { guild_id: self.guild_id(), channel_id: self.channel_id(), ..Location::default() };
        let location = self.call().map_or(&here, |call| &call.location);
        if let Some(known) = location.bot_permissions {
            return Ok(known);
        }
        let found = effective_permissions(&self.runtime().directory, location, self.bot_id(), None).await;
        // Permissions that are unknown are denied.
        Ok(found.map_err(CommandError::Lookup)?.unwrap_or(Permissions::empty()))
    }

    /// The interaction of a slash command, context menu or component; `None` for other calls and in event handlers.
    pub fn interaction(&self) -> Option<&CallInteraction> {
        self.call()?.interaction.as_deref()
    }

    /// The entitlements of the caller and the guild, as the interaction says; empty for other calls.
    pub fn entitlements(&self) -> &[Entitlement] {
        self.interaction().map_or(&[], |interaction| &interaction.entitlements)
    }

    /// Returns the custom id of a component as Discord gets it, for a message that serenity's builders send: a forum post, a webhook.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::serenity::builder::{CreateActionRow, CreateButton, CreateForumPost, CreateMessage};
    ///
    /// #[component("close")]
    /// async fn close() -> Reply {
    ///     Reply::new("Closed.").ephemeral()
    /// }
    ///
    /// /// Open a ticket.
    /// #[command]
    /// async fn ticket(ctx: &Context, forum: GuildChannel) -> Result<&'static str> {
    ///     let button = CreateButton::new(ctx.custom_id(&close::id())).label("Close");
    ///     let message = CreateMessage::new().content("How can we help?").components(vec![CreateActionRow::Buttons(vec![button])]);
    ///     forum.id.create_forum_post(ctx, CreateForumPost::new("Ticket", message)).await?;
    ///     Ok("Opened.")
    /// }
    /// ```
    pub fn custom_id(&self, id: &ComponentId) -> String {
        self.runtime().signer.sign(id)
    }

    /// Sends a request to a route of Discord's API for which serenity has no method, and returns the JSON of the response; `null` if it
    /// has no body.
    ///
    /// `path` begins with `/` and comes after `/api/v10`. Percent-encode what a user typed before it becomes a part of it. Rate limits, deadlines and the token are those of all other requests.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::serenity::http::LightMethod;
    ///
    /// /// Name the channels that new members see.
    /// #[command(guild_only)]
    /// async fn onboarding(ctx: &Context, guild: &GuildId) -> Result<String> {
    ///     let found = ctx.request(LightMethod::Get, &format!("/guilds/{guild}/onboarding"), None).await?;
    ///     Ok(found["default_channel_ids"].to_string())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`RequestError::Invalid`] for a path that is none, others as for any request.
    pub async fn request(
        &self,
        method: LightMethod,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, RequestError> {
        let is_allowed = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\');
        let is_path = path.starts_with('/') && path.bytes().all(is_allowed);
        // Something on the way may decode what is encoded.
        let leads_elsewhere = |segment: &str| {
            let decoded = percent_decode_str(segment).decode_utf8_lossy();
            decoded == "." || decoded == ".." || decoded.contains(['/', '\\'])
        };
        if !is_path || path.split('?').next().unwrap_or_default().split('/').any(leads_elsewhere) {
            return Err(RequestError::Invalid(
                "a path begins with `/`, and other characters than ASCII letters, digits and marks are percent-encoded".into(),
            ));
        }
        self.runtime().directory.api().request(method.reqwest_method(), path, body).await
    }
}

impl fmt::Debug for CallInteraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallInteraction").field("id", &self.id).finish_non_exhaustive()
    }
}
