//! Warnings, and the removal of messages.

use std::time::Duration;

use poise::serenity_prelude::{self as serenity, Mentionable};

use super::data::{Guild, Warning};
use super::{Context, Error, UserError, guild_of};

/// The number of warnings with which a member cannot start polls.
const TOO_MANY: usize = 3;

/// Warn a member
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    category = "Moderation",
    required_permissions = "KICK_MEMBERS"
)]
pub(crate) async fn warn(
    ctx: Context<'_>,
    #[description = "The member to warn"] who: serenity::Member,
    #[description = "The reason"]
    #[rest]
    #[max_length = 200]
    reason: String,
) -> Result<(), Error> {
    if who.user.bot {
        return Err(UserError("Bots cannot be warned.".to_owned()).into());
    }
    let warning = Warning { reason: reason.clone(), by: ctx.author().id };
    let count = ctx.data().change_guild(guild_of(ctx)?, |guild| {
        let warnings = guild.warnings.entry(who.user.id).or_default();
        warnings.push(warning);
        warnings.len()
    })?;
    ctx.say(format!("Warning {count} for {}: {reason}", who.mention())).await?;
    Ok(())
}

/// List the warnings of a member
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    ephemeral,
    category = "Moderation",
    required_permissions = "KICK_MEMBERS"
)]
pub(crate) async fn warnings(
    ctx: Context<'_>,
    #[description = "The member"] who: serenity::Member,
) -> Result<(), Error> {
    ctx.say(list(ctx, who.user.id, who.display_name())?).await?;
    Ok(())
}

/// The same list, in the context menu of a user
#[poise::command(
    context_menu_command = "Show warnings",
    guild_only,
    ephemeral,
    hide_in_help,
    required_permissions = "KICK_MEMBERS"
)]
pub(crate) async fn show_warnings(ctx: Context<'_>, who: serenity::User) -> Result<(), Error> {
    ctx.say(list(ctx, who.id, who.display_name())?).await?;
    Ok(())
}

/// Remove the warnings of a member
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    category = "Moderation",
    required_permissions = "KICK_MEMBERS"
)]
pub(crate) async fn forgive(
    ctx: Context<'_>,
    #[description = "The member"] who: serenity::Member,
) -> Result<(), Error> {
    let (guild, name) = (guild_of(ctx)?, who.display_name());
    let count = count_of(ctx, who.user.id);
    if count == 0 {
        ctx.say(format!("{name} has no warnings.")).await?;
        return Ok(());
    }
    let buttons = vec![
        serenity::CreateButton::new("forgive-yes").label("Yes").style(serenity::ButtonStyle::Danger),
        serenity::CreateButton::new("forgive-no").label("No").style(serenity::ButtonStyle::Secondary),
    ];
    let question = poise::CreateReply::default()
        .content(format!("Remove the warnings of {name}? There are {count}."))
        .components(vec![serenity::CreateActionRow::Buttons(buttons)]);
    let asked = ctx.send(question).await?.into_message().await?;
    let click = asked
        .await_component_interaction(ctx.serenity_context())
        .author_id(ctx.author().id)
        .timeout(Duration::from_secs(60))
        .await;
    let Some(click) = click else {
        ctx.say("I waited too long for an answer, so I stopped.").await?;
        return Ok(());
    };
    let without_buttons = serenity::CreateInteractionResponseMessage::new().components(Vec::new());
    click.create_response(ctx, serenity::CreateInteractionResponse::UpdateMessage(without_buttons)).await?;
    if click.data.custom_id == "forgive-no" {
        ctx.say(format!("{name} keeps the warnings.")).await?;
        return Ok(());
    }
    ctx.data().change_guild(guild, |guild| guild.warnings.remove(&who.user.id))?;
    ctx.say(format!("The warnings of {name} are removed.")).await?;
    Ok(())
}

/// Remove the newest messages
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    ephemeral,
    category = "Moderation",
    required_permissions = "MANAGE_MESSAGES",
    required_bot_permissions = "MANAGE_MESSAGES"
)]
pub(crate) async fn clear(
    ctx: Context<'_>,
    #[description = "How many messages"]
    #[min = 1]
    #[max = 100]
    count: u8,
) -> Result<(), Error> {
    // A prefix command is not checked against `min` and `max`.
    let mut newest = serenity::GetMessages::new().limit(count.clamp(1, 100));
    if let poise::Context::Prefix(call) = ctx {
        newest = newest.before(call.msg.id);
    }
    let messages = ctx.channel_id().messages(ctx, newest).await?;
    let removed = messages.len();
    if removed > 0 {
        ctx.channel_id().delete_messages(ctx, messages).await?;
    }
    ctx.say(format!("Removed {removed} messages.")).await?;
    Ok(())
}

/// Refuses members with too many warnings.
pub(crate) async fn in_good_standing(ctx: Context<'_>) -> Result<bool, Error> {
    let count = count_of(ctx, ctx.author().id);
    if count < TOO_MANY {
        return Ok(true);
    }
    Err(UserError(format!("You have {count} warnings, so you cannot start polls.")).into())
}

fn count_of(ctx: Context<'_>, who: serenity::UserId) -> usize {
    let count = |guild: &Guild| guild.warnings.get(&who).map_or(0, Vec::len);
    ctx.guild_id().and_then(|guild| ctx.data().read_guild(guild, count)).unwrap_or(0)
}

/// Returns the text with the warnings of a member.
fn list(ctx: Context<'_>, who: serenity::UserId, name: &str) -> Result<String, Error> {
    let lines = ctx.data().read_guild(guild_of(ctx)?, |guild| {
        let warnings = guild.warnings.get(&who).into_iter().flatten().enumerate();
        let lines =
            warnings.map(|(at, warning)| format!("\n{}. {} (by <@{}>)", at + 1, warning.reason, warning.by));
        lines.collect::<String>()
    });
    Ok(match lines.filter(|lines| !lines.is_empty()) {
        Some(lines) => format!("Warnings of {name}:{lines}"),
        None => format!("{name} has no warnings."),
    })
}
