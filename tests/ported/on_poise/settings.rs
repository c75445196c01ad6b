//! Settings of a guild: the prefix, and the channel in which new members are welcomed.

use std::borrow::Cow;

use poise::serenity_prelude::{self as serenity, Mentionable};

use super::{Context, Data, Error, FrameworkContext, guild_of};

/// The prefix of a guild without a prefix of its own.
const PREFIX: &str = "!";

/// Change the prefix of text commands in this server
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    category = "Settings",
    required_permissions = "MANAGE_GUILD"
)]
pub(crate) async fn prefix(
    ctx: Context<'_>,
    #[description = "The new prefix; without it, the bot's default applies"] new: Option<String>,
) -> Result<(), Error> {
    let prefix = new.clone().unwrap_or_else(|| PREFIX.to_owned());
    ctx.data().change_guild(guild_of(ctx)?, |guild| guild.prefix = new)?;
    ctx.say(format!("The prefix is `{prefix}` now.")).await?;
    Ok(())
}

/// Choose the channel in which new members are welcomed
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    rename = "welcome-in",
    category = "Settings",
    required_permissions = "MANAGE_GUILD"
)]
pub(crate) async fn welcome_in(
    ctx: Context<'_>,
    #[description = "The channel"]
    #[channel_types("Text")]
    channel: serenity::GuildChannel,
) -> Result<(), Error> {
    ctx.data().change_guild(guild_of(ctx)?, |guild| guild.welcome = Some(channel.id))?;
    ctx.say(format!("I will welcome new members in {}.", channel.mention())).await?;
    Ok(())
}

/// Returns the prefix that applies to a message.
pub(crate) async fn prefix_of(
    ctx: poise::PartialContext<'_, Data, Error>,
) -> Result<Option<Cow<'static, str>>, Error> {
    let data = ctx.framework.user_data;
    let own = ctx.guild_id.and_then(|guild| data.read_guild(guild, |guild| guild.prefix.clone())).flatten();
    Ok(Some(own.map_or(Cow::Borrowed(PREFIX), Cow::Owned)))
}

/// Welcomes a new member.
pub(crate) async fn welcome(framework: FrameworkContext<'_>, member: &serenity::Member) -> Result<(), Error> {
    let channel = framework.user_data.read_guild(member.guild_id, |guild| guild.welcome).flatten();
    if let Some(channel) = channel {
        channel.say(framework.serenity_context, format!("Welcome {}!", member.mention())).await?;
    }
    Ok(())
}
