//! Polls with buttons. Each member has one vote, and the buttons work after a restart.

use std::collections::BTreeMap;

use mindtrace_discord::prelude::*;
use serde::{Deserialize, Serialize};

use crate::moderation::in_good_standing;

/// The votes of a poll: the position of the answer that each member chose.
type Votes = BTreeMap<UserId, usize>;

/// A poll, without its votes.
#[derive(Debug, Deserialize, Serialize)]
struct Asked {
    question: String,
    answers: Vec<String>,
}

/// Ask the members with buttons.
#[command(category = "Polls", guild_only, cooldown = "30s", check = in_good_standing)]
async fn poll(
    ctx: &Context,
    guild: &GuildId,
    /// The question
    #[arg(max_len = 200)]
    question: String,
    // The label of a button has as many characters.
    /// Two to five answers, with commas between them
    #[arg(rest, max_len = 80)]
    answers: String,
) -> Result<Reply> {
    let answers = answers.split(',').map(str::trim).filter(|answer| !answer.is_empty());
    let answers: Vec<String> = answers.map(str::to_owned).collect();
    if !(2..=5).contains(&answers.len()) {
        return Err(UserError::new("A poll has two to five answers, with commas between them.").into());
    }
    let store = ctx.store().guild(*guild);
    let number = store.increment("polls", 1).await?;
    let asked = Asked { question, answers };
    store.set(key(number), &asked).await?;
    Ok(asked.message(number, &Votes::new()))
}

/// Counts the vote of a member, in place of the one before, and shows the new result.
#[component("poll:{number}:{answer}", guild_only)]
async fn vote(ctx: &Context, guild: &GuildId, number: i64, answer: usize) -> Result<Reply> {
    let (store, caller) = (ctx.store().guild(*guild), ctx.author().id);
    let Some(asked) = store.get::<Asked>(key(number)).await? else {
        return Err(UserError::new("This poll is closed.").into());
    };
    let add = |all: Option<Votes>| {
        let mut all = all.unwrap_or_default();
        all.insert(caller, answer);
        all
    };
    let votes = store.update(format!("poll.{number}.votes"), add).await?;
    Ok(asked.message(number, &votes).update())
}

impl Asked {
    /// Returns the message of the poll, with a button for each answer.
    fn message(&self, number: i64, votes: &Votes) -> Reply {
        let mut text = format!("**{}**", self.question);
        for (at, answer) in self.answers.iter().enumerate() {
            let count = votes.values().filter(|vote| **vote == at).count();
            text.push_str(&format!("\n{answer}: {count}"));
        }
        let answers = self.answers.iter().enumerate();
        Reply::new(text).buttons(answers.map(|(at, answer)| Button::new(answer, vote::id(number, at))))
    }
}

/// Returns the key of a poll, in the scope of its guild.
fn key(number: i64) -> String {
    format!("poll.{number}")
}
