//! The end of a give-away: events that are stored until they are raised, even if the bot is restarted in between.

use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::builder::EditMessage;
use mindtrace_discord::store::{ScopedStore, StoreError};
use rand::seq::IteratorRandom;
use serde::{Deserialize, Serialize};

use crate::{Giveaway, entries, key};

/// How long winners can be drawn again. After that the entries are deleted.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// The time of a give-away is over. The guild and the channel of its handlers' context are those in which it was started.
#[derive(Debug, Deserialize, Event, Serialize)]
#[event(name = "giveaway-ends", stored)]
pub(crate) struct GiveawayEnds {
    pub(crate) number: i64,
    pub(crate) message: MessageId,
}

/// A give-away ended long ago.
#[derive(Debug, Deserialize, Event, Serialize)]
#[event(name = "giveaway-expires", stored)]
struct GiveawayExpires {
    number: i64,
}

/// Draws the winners, announces them, and removes the button.
#[on_event(GiveawayEnds)]
async fn end(ctx: &Context, event: &GiveawayEnds) -> Result<()> {
    let (Some(guild), Some(channel)) = (ctx.guild_id(), ctx.channel_id()) else { return Ok(()) };
    let (store, number) = (ctx.store().guild(guild), event.number);
    let Some(mut giveaway) = store.get::<Giveaway>(key(number)).await? else { return Ok(()) };
    let winners = match giveaway.winners.take() {
        // After a crash the event may be raised again. The winners stay the same.
        Some(winners) => winners,
        None => draw(&store, number, giveaway.count, &[]).await?,
    };
    giveaway.winners = Some(winners.clone());
    store.set(key(number), &giveaway).await?;
    ctx.schedule_after(KEPT, GiveawayExpires { number }).await?;
    ctx.say(announcement(&giveaway.prize, &winners)).await?;
    let text = format!("🎉 **{}**\nGive-away {number} is over.", giveaway.prize);
    let edit = EditMessage::new().content(text).components(Vec::new());
    channel.edit_message(ctx, event.message, edit).await?;
    Ok(())
}

/// Deletes a give-away and its entries.
#[on_event(GiveawayExpires)]
async fn expire(ctx: &Context, event: &GiveawayExpires) -> Result<()> {
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    let store = ctx.store().guild(guild);
    for entry in store.keys(&entries(event.number)).await? {
        store.remove(&entry).await?;
    }
    store.remove(&key(event.number)).await?;
    Ok(())
}

/// Draws up to `count` of the members who joined, without those who have won already.
pub(crate) async fn draw(
    store: &ScopedStore,
    number: i64,
    count: usize,
    winners: &[UserId],
) -> Result<Vec<UserId>, StoreError> {
    let prefix = entries(number);
    let keys = store.keys(&prefix).await?;
    let joined = keys.iter().filter_map(|key| key.strip_prefix(&prefix)?.parse::<UserId>().ok());
    Ok(joined.filter(|user| !winners.contains(user)).choose_multiple(&mut rand::rng(), count))
}

/// Returns the message that names the winners, and notifies them.
pub(crate) fn announcement(prize: &str, winners: &[UserId]) -> Reply {
    if winners.is_empty() {
        return Reply::new(format!("No member joined, so **{prize}** stays here."));
    }
    let names: Vec<String> = winners.iter().map(|user| user.mention().to_string()).collect();
    Reply::new(format!("🎉 {} won **{prize}**!", names.join(", "))).ping_users(winners.iter().copied())
}
