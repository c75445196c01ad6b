//! A forge: pushes, new issues and new pull requests of a repository are announced in a channel.
//!
//! Add a webhook in the settings of a repository on GitHub: the URL ends in `/discord/webhooks/github`, the content type is
//! `application/json`, the secret is the value of `GITHUB_WEBHOOK_SECRET`, and the events are pushes, issues and pull requests.

mod delivery;

use std::collections::BTreeMap;

use mindtrace_discord::prelude::*;

use crate::delivery::Delivery;

/// The channel of each guild that follows a repository. It is stored under the name of the repository, in the scope of the bot.
type Followers = BTreeMap<GuildId, ChannelId>;

/// An announcement for one channel.
#[derive(Event)]
struct News {
    #[event(guild)]
    guild: GuildId,
    #[event(channel)]
    channel: ChannelId,
    embed: Embed,
}

/// The bot. The attributes register its commands and events, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help()
}

/// Follow the repositories of a forge.
// For the owners of the bot only: the secret of the webhooks is theirs, and a repository may be private.
#[group(name = "forge", category = "Forge", guild_only, owners_only)]
mod forge {
    use super::{Followers, key};
    use mindtrace_discord::prelude::*;

    /// Announce the changes of a repository in a channel.
    #[command]
    async fn follow(
        ctx: &Context,
        guild: &GuildId,
        /// The repository, such as rust-lang/rust
        repository: String,
        /// The channel
        #[arg(channel_types(text, announcement))]
        channel: GuildChannel,
    ) -> Result<String> {
        let add = |followers: Option<Followers>| {
            let mut followers = followers.unwrap_or_default();
            followers.insert(*guild, channel.id);
            followers
        };
        ctx.store().bot().update(key(&repository)?, add).await?;
        Ok(format!("I announce the changes of {repository} in {}.", channel.mention()))
    }

    /// Announce the changes of a repository no longer.
    #[command]
    async fn unfollow(
        ctx: &Context,
        guild: &GuildId,
        /// The repository
        repository: String,
    ) -> Result<String> {
        let remove = |followers: Option<Followers>| {
            let mut followers = followers.unwrap_or_default();
            followers.remove(guild);
            followers
        };
        ctx.store().bot().update(key(&repository)?, remove).await?;
        Ok(format!("I do not announce the changes of {repository} any more."))
    }
}

/// Passes a webhook on to the channels that follow the repository.
#[on_event(Delivery)]
async fn deliver(ctx: &Context, event: &Delivery) -> Result<()> {
    let Some(embed) = event.embed() else { return Ok(()) };
    let key = key(event.repository())?;
    let followers = ctx.store().bot().get::<Followers>(key).await?.unwrap_or_default();
    for (guild, channel) in followers {
        // An event for each channel: if one was deleted, the others get their announcement.
        ctx.emit(News { guild, channel, embed: embed.clone() });
    }
    Ok(())
}

/// Sends an announcement.
#[on_event(News)]
async fn announce(ctx: &Context, event: &News) -> Result<()> {
    ctx.say(event.embed.clone()).await?;
    Ok(())
}

/// Returns the key of a repository's followers. GitHub's names have ASCII characters, in upper or lower case.
fn key(repository: &str) -> Result<String, UserError> {
    let is_name = repository.contains('/') && repository.bytes().all(|byte| byte.is_ascii_graphic());
    // A key has at most 100 characters.
    if is_name && repository.len() <= 90 {
        Ok(format!("forge.{}", repository.to_ascii_lowercase()))
    } else {
        Err(UserError::new("A repository is written as `owner/name`, with at most 90 characters."))
    }
}
