//! Settings of a guild: the channel in which new members are welcomed, the prefix and the language.

use mindtrace_discord::locale::Text;
use mindtrace_discord::prelude::*;
use mindtrace_discord::store::Key;

/// The channel in which new members are welcomed.
const WELCOME: Key<ChannelId> = Key::new("welcome-channel");

/// Choose the channel in which new members are welcomed.
#[command(name = "welcome-in", category = "Settings", guild_only, permissions(MANAGE_GUILD))]
async fn welcome_in(
    ctx: &Context,
    guild: &GuildId,
    /// The channel
    #[arg(channel_types(text))]
    channel: GuildChannel,
) -> Result<Text> {
    ctx.store().guild(*guild).set(WELCOME, &channel.id).await?;
    Ok(ctx.text("welcome-in").arg("channel", channel.mention().to_string()))
}

/// Change the prefix of text commands in this server.
#[command(category = "Settings", guild_only, permissions(MANAGE_GUILD))]
async fn prefix(
    ctx: &Context,
    /// The new prefix; without it, the bot's default applies
    new: Option<String>,
) -> Result<Text> {
    ctx.set_prefix(new.as_deref()).await?;
    Ok(ctx.text("prefix-set").arg("prefix", &*ctx.prefix()))
}

/// A language of the bot.
#[derive(Clone, Copy, Debug, Choice)]
enum Speech {
    English,
    Deutsch,
}

impl Speech {
    /// Discord's code of it, which is the name of the file in `locales/`.
    fn code(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Deutsch => "de",
        }
    }
}

/// Choose the language that I speak in this server.
#[command(category = "Settings", guild_only, permissions(MANAGE_GUILD))]
async fn language(
    ctx: &Context,
    /// The language; without it, that of the server in Discord applies
    new: Option<Speech>,
) -> Result<Text> {
    ctx.set_language(new.map(Speech::code)).await?;
    Ok(ctx.text("language-set").language(ctx.language()))
}

/// Welcomes new members, in the guild's language.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    let user = &event.member.user;
    if let Some(channel) = ctx.store().guild(event.member.guild_id).get(WELCOME).await? {
        let text = ctx.text("welcome").arg("user", user.mention().to_string());
        ctx.channel_by_id(channel).say(Reply::from(text).ping_users([user.id])).await?;
    }
    Ok(())
}
