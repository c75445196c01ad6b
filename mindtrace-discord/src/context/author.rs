//! Facts about the author, the guild and the channel.

use serenity::model::Permissions;
use serenity::model::guild::{Member, PartialGuild};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;

use super::Context;
use crate::caller::Location;
use crate::discord::permissions::effective_permissions;
use crate::outcome::CommandError;

/// # The author, the guild and the channel
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show where you wrote.
/// #[command]
/// async fn here(ctx: &Context) -> String {
///     let channel = ctx.channel_id().map(|channel| channel.mention().to_string()).unwrap_or_default();
///     let place = match ctx.guild_id() {
///         Some(guild) => format!("{channel} of the server {guild}"),
///         None => "direct messages".to_owned(),
///     };
///     format!("{} wrote message {:?} in {place} to {}.", ctx.author().name, ctx.message_id(), ctx.bot_id().mention())
/// }
/// ```
impl Context {
    /// The author: the caller of a command or the user of an event, else the bot itself.
    pub fn author(&self) -> &User {
        &self.inner.actor
    }

    /// Looks up the author as a member of this guild.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show since when you have been here.
    /// #[command(guild_only)]
    /// async fn since(ctx: &Context) -> Result<String> {
    ///     let joined = ctx.member().await?.joined_at.ok_or(UserError::new("Discord does not say."))?;
    ///     Ok(format!("You joined <t:{}:R>.", joined.unix_timestamp()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::GuildOnly`] outside a guild, [`CommandError::Lookup`] if the request to Discord fails or the author is no member.
    #[doc(alias = "author_member")]
    pub async fn member(&self) -> Result<Member, CommandError> {
        let guild = self.guild_id().ok_or(CommandError::GuildOnly)?;
        let member = self.runtime().directory.member(guild, self.author().id).await;
        member.map_err(|error| CommandError::Lookup(error.into_error()))
    }

    /// Returns the author's effective permissions in the channel; in direct messages, those that every user has there.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show whether you may delete messages here.
    /// #[command(ephemeral)]
    /// async fn rights(ctx: &Context) -> Result<&'static str> {
    ///     Ok(if ctx.permissions().await?.manage_messages() { "You may." } else { "You may not." })
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::Lookup`] if a request to Discord is needed and fails.
    pub async fn permissions(&self) -> Result<Permissions, CommandError> {
        if let Some(known) = self.inner.call.as_ref().and_then(|call| call.caller.permissions) {
            return Ok(known);
        }
        let here =
            Location { guild_id: self.guild_id(), channel_id: self.channel_id(), ..Location::default() };
        let (location, roles) = match &self.inner.call {
            Some(call) => (&call.location, call.caller.roles.as_deref()),
            None => (&here, None),
        };
        let directory = &self.inner.runtime.directory;
        let permissions = effective_permissions(directory, location, self.inner.actor.id, roles).await;
        // Permissions that are unknown are denied.
        Ok(permissions.map_err(CommandError::Lookup)?.unwrap_or(Permissions::empty()))
    }

    /// Returns whether the author is one of the bot's owners: listed in `DISCORD_OWNERS`, or an owner of the application.
    ///
    /// A call with the token of `DISCORD_HTTP_EXECUTE_TOKEN` never has an owner's rights.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Count the commands; owners see the hidden ones as well.
    /// #[command]
    /// async fn count(ctx: &Context) -> String {
    ///     let shown = ctx.registry().commands().filter(|command| ctx.is_owner() || !command.is_hidden());
    ///     format!("{} commands", shown.count())
    /// }
    /// ```
    pub fn is_owner(&self) -> bool {
        match &self.inner.call {
            Some(call) => self.inner.runtime.is_called_by_owner(&call.caller),
            None => self.inner.runtime.is_owner(self.inner.actor.id),
        }
    }

    /// The entitlements of the caller and the guild, as the interaction says; empty for other calls.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// const PREMIUM: SkuId = SkuId::new(1088510053843210999);
    ///
    /// /// Draw a picture, larger for those who support the bot.
    /// #[command(surfaces(slash))]
    /// async fn draw(ctx: &Context) -> String {
    ///     let has_premium = ctx.entitlements().iter().any(|entitlement| entitlement.sku_id == PREMIUM);
    ///     format!("{} pixels", if has_premium { 4096 } else { 512 })
    /// }
    /// ```
    pub fn entitlements(&self) -> &[Entitlement] {
        self.interaction().map_or(&[], |interaction| &interaction.entitlements)
    }

    /// The guild, if there is one.
    pub fn guild_id(&self) -> Option<GuildId> {
        self.inner.guild_id
    }

    /// A snapshot of this guild, with its roles; from the cache where it has the guild, else from Discord.
    ///
    /// It is owned, so it may be held across an `.await`.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show the owner of this server.
    /// #[command(guild_only)]
    /// async fn owner(ctx: &Context) -> Result<String> {
    ///     let guild = ctx.guild().await?;
    ///     Ok(format!("{} belongs to {}.", guild.name, guild.owner_id.mention()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::GuildOnly`] outside a guild, [`CommandError::Lookup`] if the request to Discord fails.
    pub async fn guild(&self) -> Result<PartialGuild, CommandError> {
        let guild = self.guild_id().ok_or(CommandError::GuildOnly)?;
        let found = self.runtime().directory.guild(guild).await;
        found.map_err(|error| CommandError::Lookup(error.into_error()))
    }

    /// The channel, if there is one.
    pub fn channel_id(&self) -> Option<ChannelId> {
        self.inner.channel_id
    }

    /// The message of the call or event, if there is one.
    pub fn message_id(&self) -> Option<MessageId> {
        self.inner.message_id
    }

    /// The bot's own user id.
    pub fn bot_id(&self) -> UserId {
        self.inner.runtime.identity.id
    }

    /// Returns the bot's own effective permissions in the channel.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Get a color.
    /// #[command(guild_only)]
    /// async fn color(ctx: &Context, role: Role) -> Result<String> {
    ///     if !ctx.bot_permissions().await?.manage_roles() {
    ///         return Err(UserError::new("Allow me to manage roles first.").into());
    ///     }
    ///     ctx.member().await?.add_role(ctx, role.id).await?;
    ///     Ok(format!("You are {} now.", role.name))
    /// }
    /// ```
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
}
