//! serenity's client and cache, and requests that have no method here.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use serenity::cache::Cache;
use serenity::http::{Http, LightMethod};

use super::Context;
use crate::component::ComponentId;
use crate::error::RequestError;

/// # Discord's API
///
/// The methods of serenity's models accept the context itself, except its collectors: `member.kick(ctx).await?`. These methods are for
/// everything else.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Kick a member.
/// #[command(permissions(KICK_MEMBERS), bot_permissions(KICK_MEMBERS))]
/// async fn kick(ctx: &Context, #[arg(below_caller)] who: Member) -> Result<String> {
///     who.kick(ctx).await?;
///     Ok(format!("{} is gone.", who.display_name()))
/// }
/// ```
impl Context {
    /// serenity's REST client.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show my name.
    /// #[command]
    /// async fn name(ctx: &Context) -> Result<String> {
    ///     Ok(ctx.http().get_current_user().await?.name.clone())
    /// }
    /// ```
    #[doc(alias = "serenity_context")]
    pub fn http(&self) -> &Arc<Http> {
        &self.inner.runtime.http
    }

    /// serenity's cache, with what `DISCORD_CACHE` says. Never hold its references across an `.await`.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Count the servers that I am in.
    /// #[command]
    /// async fn servers(ctx: &Context) -> String {
    ///     format!("{} servers", ctx.cache().guild_count())
    /// }
    /// ```
    pub fn cache(&self) -> &Arc<Cache> {
        &self.inner.runtime.cache
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
}
