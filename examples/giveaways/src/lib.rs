//! Give-aways: members join with a button, and the bot draws the winners when the time is over, also after a restart.

mod drawing;

use mindtrace_discord::args::Suggestion;
use mindtrace_discord::prelude::*;
use serde::{Deserialize, Serialize};

/// A give-away. It is stored under its number, in the scope of its guild.
#[derive(Debug, Deserialize, Serialize)]
struct Giveaway {
    prize: String,
    /// The number of winners to draw.
    count: usize,
    /// The winners so far; `None` until the time is over.
    winners: Option<Vec<UserId>>,
}

/// The bot. The attributes register its commands, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help()
}

/// Give something away.
#[group(name = "giveaway", category = "Give-aways", guild_only, permissions(MANAGE_GUILD))]
mod giveaway {
    use super::{Giveaway, ended, join, key};
    use crate::drawing::{GiveawayEnds, announcement, draw};
    use mindtrace_discord::prelude::*;

    /// Start a give-away in this channel.
    #[command(surfaces(prefix, slash))]
    async fn start(
        ctx: &Context,
        guild: &GuildId,
        /// How long members can join, such as 2d
        #[arg(min = "1m", max = "28d")]
        duration: Duration,
        /// The prize
        #[arg(max_len = 200)]
        prize: String,
        /// The number of winners
        #[arg(min = 1, max = 20, default = 1)]
        winners: usize,
    ) -> Result<()> {
        let store = ctx.store().guild(*guild);
        let number = store.increment("giveaways", 1).await?;
        let ends = ctx.now().unix_timestamp() + i64::try_from(duration.as_secs())?;
        let text = format!("🎉 **{prize}**\nGive-away {number} ends <t:{ends}:R>. Winners: {winners}.");
        // Before the message is sent, so that the first click finds it.
        store.set(key(number), &Giveaway { prize, count: winners, winners: None }).await?;
        let button = Button::new("Join or leave", join::id(number)).primary();
        let sent = ctx.reply(Reply::new(text).buttons([button])).await?;
        let message = sent.message_id().await?;
        ctx.schedule_after(duration, GiveawayEnds { number, message }).await?;
        Ok(())
    }

    /// Draw one more winner, for example because a winner does not answer.
    #[command]
    async fn reroll(
        ctx: &Context,
        guild: &GuildId,
        /// The number of the give-away
        #[arg(autocomplete = ended)]
        number: i64,
    ) -> Result<Reply> {
        let store = ctx.store().guild(*guild);
        let Some(mut giveaway) = store.get::<Giveaway>(key(number)).await? else {
            return Err(UserError::new("There is no such give-away.").into());
        };
        let Some(mut winners) = giveaway.winners.take() else {
            return Err(UserError::new("This give-away has not ended yet.").into());
        };
        let drawn = draw(&store, number, 1, &winners).await?;
        if drawn.is_empty() {
            return Err(UserError::new("All members who joined have won.").into());
        }
        winners.extend(&drawn);
        giveaway.winners = Some(winners);
        store.set(key(number), &giveaway).await?;
        Ok(announcement(&giveaway.prize, &drawn))
    }
}

/// Adds the member to the give-away, or removes them with the second click.
#[component("giveaway:{number}", guild_only)]
async fn join(ctx: &Context, guild: &GuildId, number: i64) -> Result<Reply> {
    let store = ctx.store().guild(*guild);
    let giveaway = store.get::<Giveaway>(key(number)).await?;
    if giveaway.is_none_or(|giveaway| giveaway.winners.is_some()) {
        return Err(UserError::new("This give-away is over.").into());
    }
    // A key for each entry: any number of members can join at once.
    let entry = format!("{}{}", entries(number), ctx.author().id);
    if store.remove(&entry).await? {
        return Ok(Reply::new("You left the give-away.").ephemeral());
    }
    store.set(entry, &true).await?;
    Ok(Reply::new("You joined the give-away. Good luck!").ephemeral())
}

/// Suggests the give-aways that have ended, newest first.
async fn ended(ctx: &Context, typed: &str) -> Result<Vec<Suggestion>> {
    let Some(guild) = ctx.guild_id() else { return Ok(Vec::new()) };
    let store = ctx.store().guild(guild);
    let newest = store.get::<i64>("giveaways").await?.unwrap_or_default();
    let mut suggestions = Vec::new();
    for number in (1..=newest).rev().take(100) {
        let Some(giveaway) = store.get::<Giveaway>(key(number)).await? else { continue };
        let name = format!("{number}: {}", giveaway.prize);
        if giveaway.winners.is_some() && name.contains(typed) {
            suggestions.push(Suggestion::new(name, number));
        }
    }
    Ok(suggestions)
}

/// Returns the key of a give-away.
fn key(number: i64) -> String {
    format!("giveaway.{number}")
}

/// Returns the beginning of the keys of a give-away's entries, which end with the id of the user.
fn entries(number: i64) -> String {
    format!("giveaway.{number}.entry.")
}
