//! Settings of a guild: the prefix, and the channel in which new members are welcomed.

use mindtrace_discord::prelude::*;
use mindtrace_discord::store::Key;

/// The channel in which new members are welcomed.
const WELCOME: Key<ChannelId> = Key::new("welcome-channel");

/// Change the prefix of text commands in this server.
#[command(category = "Settings", guild_only, permissions(MANAGE_GUILD))]
async fn prefix(
    ctx: &Context,
    /// The new prefix; without it, the bot's default applies
    new: Option<String>,
) -> Result<String> {
    ctx.set_prefix(new.as_deref()).await?;
    Ok(format!("The prefix is `{}` now.", ctx.prefix()))
}

/// Choose the channel in which new members are welcomed.
#[command(name = "welcome-in", category = "Settings", guild_only, permissions(MANAGE_GUILD))]
async fn welcome_in(
    ctx: &Context,
    guild: &GuildId,
    /// The channel
    #[arg(channel_types(text))]
    channel: GuildChannel,
) -> Result<String> {
    ctx.store().guild(*guild).set(WELCOME, &channel.id).await?;
    Ok(format!("I will welcome new members in {}.", channel.mention()))
}

/// Welcomes new members.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    let user = &event.member.user;
    if let Some(channel) = ctx.store().guild(event.member.guild_id).get(WELCOME).await? {
        let text = format!("Welcome {}!", user.mention());
        ctx.channel_by_id(channel).say(Reply::new(text).ping_users([user.id])).await?;
    }
    Ok(())
}
