//! A starboard: messages with enough ⭐ reactions are shown in a channel, with their number of stars.

use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::builder::EditMessage;
use mindtrace_discord::store::Key;
use serde::{Deserialize, Serialize};

/// The reaction that is counted.
const STAR: &str = "⭐";

/// The board of a guild.
const BOARD: Key<Board> = Key::new("starboard");

/// The settings of a guild.
#[derive(Debug, Deserialize, Serialize)]
struct Board {
    channel: ChannelId,
    /// The number of stars from which a message is shown.
    threshold: u64,
}

/// The post on the board about a message. It is stored under the id of that message.
#[derive(Debug, Deserialize, Serialize)]
struct Post {
    /// The board at that time; another one may be chosen later.
    channel: ChannelId,
    message: MessageId,
}

/// The bot. The attributes register its commands, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help()
}

/// A channel for the messages with the most stars.
#[group(name = "starboard", category = "Starboard", guild_only, permissions(MANAGE_GUILD))]
mod starboard {
    use super::{BOARD, Board};
    use mindtrace_discord::prelude::*;

    /// Choose the channel, and how many stars a message needs.
    #[command]
    async fn set(
        ctx: &Context,
        guild: &GuildId,
        /// The channel
        #[arg(channel_types(text))]
        channel: GuildChannel,
        /// The number of stars
        #[arg(min = 1, max = 1000, default = 3)]
        threshold: u64,
    ) -> Result<String> {
        ctx.store().guild(*guild).set(BOARD, &Board { channel: channel.id, threshold }).await?;
        Ok(format!("I show messages with {threshold} ⭐ in {}.", channel.mention()))
    }

    /// Show no more messages.
    #[command]
    async fn off(ctx: &Context, guild: &GuildId) -> Result<&'static str> {
        let was_on = ctx.store().guild(*guild).remove(BOARD.name()).await?;
        Ok(if was_on { "I show no more messages." } else { "There is no starboard." })
    }
}

/// Counts the stars of a message that got or lost one. Its text is shown, which Discord sends with this intent only.
#[on_event(Reaction, filter = |event: &Reaction| event.emoji.unicode_eq(STAR), intents(MESSAGE_CONTENT))]
async fn count(ctx: &Context, event: &Reaction) -> Result<()> {
    update(ctx, event.channel_id, event.message_id).await
}

/// Counts again after a moderator removed the stars of a message.
#[on_event(ReactionRemoveEmoji, filter = |event: &ReactionRemoveEmoji| event.emoji.unicode_eq(STAR))]
async fn count_none(ctx: &Context, event: &ReactionRemoveEmoji) -> Result<()> {
    update(ctx, event.channel_id, event.message_id).await
}

/// Counts again after a moderator removed all reactions of a message.
#[on_event(ReactionRemoveAll)]
async fn count_nothing(ctx: &Context, event: &ReactionRemoveAll) -> Result<()> {
    update(ctx, event.channel_id, event.message_id).await
}

/// Removes the post about a message that was deleted.
#[on_event(MessageDelete)]
async fn forget(ctx: &Context, event: &MessageDelete) -> Result<()> {
    remove(ctx, event.message_id).await
}

/// Makes the board show a message as it is now. Events of one channel are handled one after the other, so there is one post at most.
async fn update(ctx: &Context, channel: ChannelId, message: MessageId) -> Result<()> {
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    let store = ctx.store().guild(guild);
    let Some(board) = store.get(BOARD).await?.filter(|board| board.channel != channel) else {
        return Ok(());
    };
    // Discord counts, so that stars given while the bot was stopped count too. Not from the cache, which has old counts.
    let message = channel.message(ctx.http(), message).await?;
    let stars = message.reactions.iter().find(|reaction| reaction.reaction_type.unicode_eq(STAR));
    let stars = stars.map_or(0, |reaction| reaction.count);
    if stars < board.threshold {
        return remove(ctx, message.id).await;
    }
    let headline = format!("{STAR} **{stars}** {}", channel.mention());
    if let Some(post) = store.get::<Post>(key(message.id)).await? {
        post.channel.edit_message(ctx, post.message, EditMessage::new().content(headline)).await?;
        return Ok(());
    }
    let author = &message.author;
    let mut embed = Embed::new()
        .author(author.display_name())
        .author_icon_url(author.face())
        .description(&message.content)
        .field("Source", format!("[Jump to the message]({})", message.id.link(channel, Some(guild))), false);
    if let Some(file) = message.attachments.iter().find(|file| file.width.is_some()) {
        embed = embed.image(&file.url);
    }
    let sent = ctx.channel_by_id(board.channel).say(Reply::new(headline).embed(embed)).await?;
    let post = Post { channel: board.channel, message: sent.message_id().await? };
    store.set(key(message.id), &post).await?;
    Ok(())
}

/// Removes the post about a message, if there is one.
async fn remove(ctx: &Context, message: MessageId) -> Result<()> {
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    let store = ctx.store().guild(guild);
    if let Some(post) = store.get::<Post>(key(message)).await? {
        // First, so that a post that a moderator deleted is not looked for again.
        store.remove(&key(message)).await?;
        post.channel.delete_message(ctx, post.message).await?;
    }
    Ok(())
}

/// Returns the key of the post about a message.
fn key(message: MessageId) -> String {
    format!("star.{message}")
}
