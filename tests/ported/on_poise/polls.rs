//! Polls with buttons.

use std::collections::HashMap;

use poise::serenity_prelude as serenity;

use super::data::Poll;
use super::moderation::in_good_standing;
use super::{Context, Error, FrameworkContext, UserError, guild_of};

/// Ask the members with buttons
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    category = "Polls",
    user_cooldown = 30,
    check = "in_good_standing"
)]
pub(crate) async fn poll(
    ctx: Context<'_>,
    #[description = "The question"]
    #[max_length = 200]
    question: String,
    #[description = "Two to five answers, with commas between them"]
    #[rest]
    #[max_length = 80]
    answers: String,
) -> Result<(), Error> {
    let answers = answers.split(',').map(str::trim).filter(|answer| !answer.is_empty());
    let answers: Vec<String> = answers.map(str::to_owned).collect();
    if !(2..=5).contains(&answers.len()) {
        let text = "A poll has two to five answers, with commas between them.";
        return Err(UserError(text.to_owned()).into());
    }
    let (text, rows) = ctx.data().change_guild(guild_of(ctx)?, |guild| {
        let poll = Poll { question, answers, votes: HashMap::new() };
        let message = message(&poll, guild.polls.len());
        guild.polls.push(poll);
        message
    })?;
    ctx.send(poise::CreateReply::default().content(text).components(rows)).await?;
    Ok(())
}

/// Counts the vote of a member, in place of the one before, and shows the new result.
pub(crate) async fn vote(
    framework: FrameworkContext<'_>,
    click: &serenity::ComponentInteraction,
) -> Result<(), Error> {
    let Some(ids) = click.data.custom_id.strip_prefix("poll:") else { return Ok(()) };
    let (number, answer) = ids.split_once(':').ok_or("a custom id without an answer")?;
    let (number, answer): (usize, usize) = (number.parse()?, answer.parse()?);
    let guild = click.guild_id.ok_or("a poll outside of a guild")?;
    let counted = framework.user_data.change_guild(guild, |guild| {
        let poll = guild.polls.get_mut(number)?;
        poll.votes.insert(click.user.id, answer);
        Some(message(poll, number))
    })?;
    let response = serenity::CreateInteractionResponseMessage::new();
    let response = match counted {
        Some((text, rows)) => {
            serenity::CreateInteractionResponse::UpdateMessage(response.content(text).components(rows))
        }
        None => serenity::CreateInteractionResponse::Message(
            response.content("This poll is closed.").ephemeral(true),
        ),
    };
    click.create_response(framework.serenity_context, response).await?;
    Ok(())
}

/// Returns the text of a poll, and a button for each answer.
fn message(poll: &Poll, number: usize) -> (String, Vec<serenity::CreateActionRow>) {
    let mut text = format!("**{}**", poll.question);
    let mut buttons = Vec::new();
    for (at, answer) in poll.answers.iter().enumerate() {
        let count = poll.votes.values().filter(|vote| **vote == at).count();
        text.push_str(&format!("\n{answer}: {count}"));
        buttons.push(serenity::CreateButton::new(format!("poll:{number}:{at}")).label(answer));
    }
    (text, vec![serenity::CreateActionRow::Buttons(buttons)])
}
