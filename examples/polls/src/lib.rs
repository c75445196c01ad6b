//! Polls: Discord's own, and one with buttons, in which each member has one vote and which closes itself.

use std::collections::BTreeMap;

use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::builder::EditMessage;
use serde::{Deserialize, Serialize};

/// The votes of a poll: the position of the answer that each member chose. A value of the store has room for 2500 of them.
type Votes = BTreeMap<UserId, usize>;

/// The answers to choose from.
#[derive(Args)]
struct Answers {
    /// The first answer
    #[arg(max_len = 55)]
    first: String,
    /// The second answer
    #[arg(max_len = 55)]
    second: String,
    /// The third answer
    #[arg(max_len = 55)]
    third: Option<String>,
    /// The fourth answer
    #[arg(max_len = 55)]
    fourth: Option<String>,
}

/// An open poll with buttons.
#[derive(Debug, Deserialize, Serialize)]
struct OpenPoll {
    question: String,
    answers: Vec<String>,
    /// When it closes, in seconds since 1970.
    closes_at: i64,
}

/// A poll with buttons closes. The guild and the channel of its handlers' context are those of the poll.
#[derive(Debug, Deserialize, Event, Serialize)]
#[event(name = "poll-closes", stored)]
struct PollCloses {
    poll: i64,
    message: MessageId,
}

/// The bot. The attributes register its commands, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help()
}

/// Ask the members of the server.
#[group(name = "poll", category = "Polls", guild_only)]
mod poll {
    use super::{Answers, OpenPoll, PollCloses, Votes, key};
    use mindtrace_discord::prelude::*;

    /// Ask with Discord's own poll, which counts and closes by itself.
    #[command]
    async fn native(
        /// The question
        #[arg(max_len = 300)]
        question: String,
        /// How long it is open, in whole hours
        #[arg(min = "1h", max = "32d")]
        open: Duration,
        #[arg(flatten)] answers: Answers,
    ) -> Poll {
        Poll::new(question, answers.into_list()).open_for(open)
    }

    /// Ask with buttons.
    #[command(surfaces(prefix, slash))]
    async fn buttons(
        ctx: &Context,
        guild: &GuildId,
        /// The question
        #[arg(max_len = 300)]
        question: String,
        // The buttons work for 30 days.
        /// How long it is open, such as 90m
        #[arg(min = "1m", max = "28d")]
        open: Duration,
        #[arg(flatten)] answers: Answers,
    ) -> Result<()> {
        let store = ctx.store().guild(*guild);
        let poll = store.increment("polls", 1).await?;
        let closes_at = ctx.now().unix_timestamp() + i64::try_from(open.as_secs())?;
        let asked = OpenPoll { question, answers: answers.into_list(), closes_at };
        // Before the message is sent, so that the first click finds it.
        store.set(key(poll), &asked).await?;
        let sent = ctx.reply(asked.message(poll, &Votes::new())).await?;
        let message = sent.message_id().await?;
        ctx.schedule_after(open, PollCloses { poll, message }).await?;
        Ok(())
    }
}

/// Counts the vote of a member, in place of the one before, and shows the new result.
#[component("vote:{poll}:{answer}", guild_only)]
async fn vote(ctx: &Context, guild: &GuildId, poll: i64, answer: usize) -> Result<Reply> {
    let (store, voter) = (ctx.store().guild(*guild), ctx.author().id);
    let Some(asked) = store.get::<OpenPoll>(key(poll)).await? else {
        return Err(UserError::new("This poll is closed.").into());
    };
    let add = |votes: Option<Votes>| {
        let mut votes = votes.unwrap_or_default();
        votes.insert(voter, answer);
        votes
    };
    let votes = store.update(votes_key(poll), add).await?;
    Ok(asked.message(poll, &votes).update())
}

/// Removes the buttons, and says how the members voted.
#[on_event(PollCloses)]
async fn close(ctx: &Context, event: &PollCloses) -> Result<()> {
    let (Some(guild), Some(channel)) = (ctx.guild_id(), ctx.channel_id()) else { return Ok(()) };
    let store = ctx.store().guild(guild);
    // After a crash the event may be raised a second time.
    let Some(asked) = store.get::<OpenPoll>(key(event.poll)).await? else { return Ok(()) };
    let votes = store.get::<Votes>(votes_key(event.poll)).await?.unwrap_or_default();
    let text = format!("{}\nThis poll is closed.", asked.result(&votes));
    let edit = EditMessage::new().content(text).components(Vec::new());
    let edited = channel.edit_message(ctx, event.message, edit).await;
    // Also if a moderator deleted the message.
    store.remove(&key(event.poll)).await?;
    store.remove(&votes_key(event.poll)).await?;
    edited?;
    Ok(())
}

impl Answers {
    fn into_list(self) -> Vec<String> {
        [Some(self.first), Some(self.second), self.third, self.fourth].into_iter().flatten().collect()
    }
}

impl OpenPoll {
    /// Returns the message of the poll, with a button for each answer.
    fn message(&self, poll: i64, votes: &Votes) -> Reply {
        let answers = self.answers.iter().enumerate();
        let buttons = answers.map(|(at, answer)| Button::new(answer, vote::id(poll, at)));
        Reply::new(format!("{}\nCloses <t:{}:R>.", self.result(votes), self.closes_at)).buttons(buttons)
    }

    /// Returns the question, and the number of votes for each answer.
    fn result(&self, votes: &Votes) -> String {
        let mut text = format!("**{}**", self.question);
        for (at, answer) in self.answers.iter().enumerate() {
            let count = votes.values().filter(|vote| **vote == at).count();
            text.push_str(&format!("\n{answer}: {count}"));
        }
        text
    }
}

/// Returns the key of a poll, in the scope of its guild.
fn key(poll: i64) -> String {
    format!("poll.{poll}")
}

/// Returns the key of the votes in a poll. They are apart from the poll, because they change with each click.
fn votes_key(poll: i64) -> String {
    format!("poll.{poll}.votes")
}
