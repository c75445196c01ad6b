//! Facts about the call that a handler answers.

use std::fmt;
use std::sync::PoisonError;

use serenity::model::application::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, InteractionContext,
};
use serenity::model::id::InteractionId;
use serenity::model::monetization::Entitlement;

use super::Context;
use crate::args::Value;
use crate::command::CommandSpec;
use crate::registry::Registry;
use crate::surface::Surface;

/// The interaction of a call: the parts of it that [`Context`] has no method for, such as the token with which requests of serenity's
/// client answer it.
///
/// | part of an interaction | method |
/// |---|---|
/// | purchases of the caller and the guild | [`Context::entitlements`] |
/// | permissions of the application here | [`Context::bot_permissions`] |
/// | language of the caller, of the guild | [`Context::locale`], [`Context::language`] |
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show when Discord got my answer.
/// #[command(surfaces(slash))]
/// async fn answered(ctx: &Context) -> Result<()> {
///     ctx.reply("When?").await?;
///     if let Some(interaction) = ctx.interaction() {
///         let answer = ctx.http().get_original_interaction_response(interaction.token()).await?;
///         ctx.followup(format!("Interaction {} at {}.", interaction.id(), answer.timestamp)).await?;
///     }
///     Ok(())
/// }
/// ```
pub struct CallInteraction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) entitlements: Vec<Entitlement>,
    pub(crate) context: Option<InteractionContext>,
    pub(crate) owners: AuthorizingIntegrationOwners,
    pub(crate) attachment_size_limit: u32,
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

    /// The place of the call: a guild, the direct messages with the bot, or a private channel of the caller with others; `None` if Discord
    /// does not say.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::serenity::model::application::InteractionContext;
    ///
    /// /// Keep a note.
    /// #[command(surfaces(slash))]
    /// async fn note(ctx: &Context, text: String) -> Result<&'static str> {
    ///     let context = ctx.interaction().and_then(|interaction| interaction.context());
    ///     if context == Some(InteractionContext::PrivateChannel) {
    ///         return Err(UserError::new("I cannot write into this channel; use `/note` in our direct messages.").into());
    ///     }
    ///     ctx.channel().say(text).await?;
    ///     Ok("Noted.")
    /// }
    /// ```
    pub fn context(&self) -> Option<InteractionContext> {
        self.context
    }

    /// The installations that allow the call: that of a guild, in direct messages without its id, or that of a user, or both.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::serenity::model::application::AuthorizingIntegrationOwner;
    ///
    /// /// Returns whether a user has installed the bot, so that it may be no member of the guild.
    /// fn is_installed_by_user(ctx: &Context) -> bool {
    ///     let owners = ctx.interaction().map(|interaction| interaction.authorizing_integration_owners());
    ///     let by_user = |owner: &AuthorizingIntegrationOwner| {
    ///         matches!(owner, AuthorizingIntegrationOwner::UserInstall(_))
    ///     };
    ///     owners.unwrap_or_default().iter().any(by_user)
    /// }
    /// ```
    pub fn authorizing_integration_owners(&self) -> &[AuthorizingIntegrationOwner] {
        &self.owners.0
    }

    /// The most bytes of a file that an answer may carry.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Returns whether an answer may carry a file of this size.
    /// fn fits(ctx: &Context, bytes: u32) -> bool {
    ///     ctx.interaction().is_none_or(|interaction| bytes <= interaction.attachment_size_limit())
    /// }
    /// ```
    pub fn attachment_size_limit(&self) -> u32 {
        self.attachment_size_limit
    }
}

/// # The call
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show how you called me.
/// #[command]
/// async fn how(ctx: &Context) -> String {
///     let name = ctx.command().map(|command| command.name()).unwrap_or_default();
///     match (ctx.used_prefix(), ctx.surface()) {
///         (Some(prefix), _) => format!("You typed `{prefix}{name}`."),
///         (None, Some(surface)) => format!("You called `{name}` as {surface}."),
///         (None, None) => "This is an event.".to_owned(),
///     }
/// }
/// ```
impl Context {
    /// The command that is running; `None` in an event handler.
    #[doc(alias = "invoked_command_name")]
    pub fn command(&self) -> Option<&CommandSpec> {
        self.inner.call.as_ref().map(|call| &*call.command)
    }

    /// The surface at which the command was called; `None` in an event handler.
    pub fn surface(&self) -> Option<Surface> {
        self.inner.call.as_ref().map(|call| call.surface)
    }

    /// The interaction of a slash command, context menu or component; `None` for other calls and in event handlers.
    pub fn interaction(&self) -> Option<&CallInteraction> {
        self.call()?.interaction.as_deref()
    }

    /// The prefix that this call begins with; `None` after a mention of the bot and on other surfaces than messages.
    pub fn used_prefix(&self) -> Option<&str> {
        self.call()?.prefix.as_deref()
    }

    /// Returns whether a handler ran before for an earlier version of the message, which was edited since. See
    /// [`BotBuilder::track_edits`](crate::BotBuilder::track_edits).
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Vote for something.
    /// #[command(guild_only)]
    /// async fn vote(ctx: &Context, guild: &GuildId, #[arg(rest)] option: String) -> Result<String> {
    ///     if !ctx.is_rerun() {
    ///         ctx.store().guild(*guild).increment("votes", 1).await?;
    ///     }
    ///     Ok(format!("You voted for {option}."))
    /// }
    /// ```
    pub fn is_rerun(&self) -> bool {
        self.inner.call.as_ref().is_some_and(|call| call.is_rerun)
    }

    /// During autocomplete, returns the current value of another option, as Discord sends it.
    ///
    /// Users, roles, channels and attachments are ids. Elsewhere it returns `None`; a command's handler has its arguments.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn cities(ctx: &Context, typed: &str) -> Vec<String> {
    ///     let is_spain = ctx.option("country").is_some_and(|country| country.to_string() == "Spain");
    ///     let cities = if is_spain { ["Madrid", "Malaga"] } else { ["London", "Leeds"] };
    ///     cities.into_iter().filter(|city| city.starts_with(typed)).map(str::to_owned).collect()
    /// }
    ///
    /// /// Show the weather.
    /// #[command]
    /// async fn weather(country: String, #[arg(autocomplete = cities)] city: String) -> String {
    ///     format!("It rains in {city}, {country}.")
    /// }
    /// ```
    pub fn option(&self, option: &str) -> Option<&Value> {
        let options = &self.inner.call.as_ref()?.options;
        options.iter().find(|(name, _)| name == option).map(|(_, value)| value)
    }

    /// Refunds the use of the cooldown that this call acquired, for example because the handler had nothing to do.
    ///
    /// It has no effect the second time, or if the use has expired.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Feed the cat, once an hour.
    /// #[command(cooldown = "1h")]
    /// async fn feed(ctx: &Context, food: String) -> String {
    ///     if food == "hay" {
    ///         ctx.refund_cooldown();
    ///         return "Cats eat no hay.".to_owned();
    ///     }
    ///     format!("The cat likes {food}.")
    /// }
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// # use mindtrace_discord::{Registry, sandbox::Sandbox};
    /// # let bot = Bot::builder().registry(Registry::empty().command::<feed>());
    /// # let sandbox = Sandbox::start(bot).await?;
    /// # let ada = sandbox.member("ada").await?;
    /// # assert_eq!(ada.says("!feed hay").await?.content, "Cats eat no hay.");
    /// # assert_eq!(ada.says("!feed fish").await?.content, "The cat likes fish.");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// ```
    pub fn refund_cooldown(&self) {
        let Some(call) = &self.inner.call else { return };
        let ticket = call.ticket.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(ticket) = ticket {
            self.inner.runtime.limiter.refund(ticket);
        }
    }

    /// Waits until this call is cancelled: its caller disconnects, its deadline passes, or the bot shuts down.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// # async fn next_line() -> String { String::new() }
    /// /// Follow the log.
    /// #[command(timeout = "10m")]
    /// async fn follow(ctx: &Context) -> Result<()> {
    ///     loop {
    ///         let line = tokio::select! {
    ///             line = next_line() => line,
    ///             () = ctx.cancelled() => return Ok(()),
    ///         };
    ///         ctx.say(line).await?;
    ///     }
    /// }
    /// ```
    pub async fn cancelled(&self) {
        self.inner.cancel.cancelled().await;
    }

    /// The reference id of this call in the log.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn apologize(ctx: &Context, error: &CommandError) -> Option<String> {
    ///     (!error.is_user_fault()).then(|| format!("Sorry! Tell us the reference {}.", ctx.reference()))
    /// }
    ///
    /// let bot = Bot::builder().on_error(apologize);
    /// ```
    pub fn reference(&self) -> String {
        self.inner.reference.to_string()
    }

    /// The registry of all commands, event handlers and schedules.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show the use of a command.
    /// #[command]
    /// async fn usage(ctx: &Context, name: String) -> Result<String> {
    ///     let command = ctx.registry().find(&name).ok_or(UserError::new("There is no such command."))?;
    ///     Ok(command.usage_text(&ctx.prefix()).into_owned())
    /// }
    /// ```
    pub fn registry(&self) -> &Registry {
        &self.inner.runtime.registry
    }

    /// Returns whether a command is enabled here; `false` for an unknown command.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show the forecast.
    /// #[command]
    /// async fn forecast(ctx: &Context) -> &'static str {
    ///     if ctx.is_enabled("weather") { "Rain. `weather` says where." } else { "Rain." }
    /// }
    /// ```
    pub fn is_enabled(&self, command: &str) -> bool {
        self.inner.runtime.is_enabled(command, self.inner.guild_id)
    }
}

impl fmt::Debug for CallInteraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallInteraction").field("id", &self.id).finish_non_exhaustive()
    }
}
