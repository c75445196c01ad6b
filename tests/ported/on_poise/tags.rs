//! Texts under a name, edited in a modal.

use poise::Modal as _;
use poise::serenity_prelude as serenity;

use super::data::Guild;
use super::{Context, Data, Error, UserError, guild_of};

#[derive(poise::Modal)]
#[name = "Edit a tag"]
struct TagForm {
    #[name = "Text"]
    #[paragraph]
    #[max_length = 1000]
    text: String,
}

/// Texts to show again
#[poise::command(
    prefix_command,
    slash_command,
    guild_only,
    category = "Tags",
    subcommands("add", "show", "list", "edit", "delete"),
    subcommand_required
)]
pub(crate) async fn tag(_: Context<'_>) -> Result<(), Error> {
    Ok(())
}

/// Save a text under a new name
#[poise::command(prefix_command, slash_command, required_permissions = "MANAGE_MESSAGES")]
async fn add(
    ctx: Context<'_>,
    #[description = "The name of the tag"]
    #[max_length = 30]
    name: String,
    #[description = "The text to save"]
    #[rest]
    #[max_length = 1000]
    text: String,
) -> Result<(), Error> {
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        let text = "The name of a tag consists of letters, digits and `-`.";
        return Err(UserError(text.to_owned()).into());
    }
    let is_new = ctx.data().change_guild(guild_of(ctx)?, |guild| {
        let is_new = !guild.tags.contains_key(&name);
        guild.tags.entry(name.clone()).or_insert(text);
        is_new
    })?;
    if !is_new {
        return Err(UserError(format!("There is a tag `{name}` already.")).into());
    }
    ctx.say(format!("I saved the tag `{name}`.")).await?;
    Ok(())
}

/// Show a text
#[poise::command(prefix_command, slash_command)]
async fn show(
    ctx: Context<'_>,
    #[description = "The name of the tag"]
    #[autocomplete = "names"]
    name: String,
) -> Result<(), Error> {
    ctx.say(text_of(ctx, &name)?).await?;
    Ok(())
}

/// List the names of all tags
#[poise::command(prefix_command, slash_command)]
async fn list(ctx: Context<'_>) -> Result<(), Error> {
    let names = names_with(ctx, "");
    if names.is_empty() {
        ctx.say("There are no tags.").await?;
    } else {
        ctx.say(format!("Tags: `{}`", names.join("`, `"))).await?;
    }
    Ok(())
}

/// Edit a text in a modal
#[poise::command(slash_command, required_permissions = "MANAGE_MESSAGES")]
async fn edit(
    ctx: poise::ApplicationContext<'_, Data, Error>,
    #[description = "The name of the tag"]
    #[autocomplete = "names"]
    name: String,
) -> Result<(), Error> {
    let text = text_of(ctx.into(), &name)?;
    let Some(TagForm { text }) = TagForm::execute_with_defaults(ctx, TagForm { text }).await? else {
        return Ok(());
    };
    ctx.data().change_guild(guild_of(ctx.into())?, |guild| guild.tags.insert(name.clone(), text))?;
    ctx.say(format!("I changed the tag `{name}`.")).await?;
    Ok(())
}

/// Delete a text
#[poise::command(prefix_command, slash_command, required_permissions = "MANAGE_MESSAGES")]
async fn delete(
    ctx: Context<'_>,
    #[description = "The name of the tag"]
    #[autocomplete = "names"]
    name: String,
) -> Result<(), Error> {
    if ctx.data().change_guild(guild_of(ctx)?, |guild| guild.tags.remove(&name))?.is_none() {
        return Err(UserError(format!("There is no tag `{name}`.")).into());
    }
    ctx.say(format!("I deleted the tag `{name}`.")).await?;
    Ok(())
}

/// Suggests the names of the guild's tags that begin with a text.
async fn names(ctx: Context<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let names = names_with(ctx, typed).into_iter().take(25);
    let choices = names.map(serenity::AutocompleteChoice::from).collect();
    serenity::CreateAutocompleteResponse::new().set_choices(choices)
}

fn names_with(ctx: Context<'_>, start: &str) -> Vec<String> {
    let find =
        |guild: &Guild| guild.tags.keys().filter(|name| name.starts_with(start)).cloned().collect::<Vec<_>>();
    ctx.guild_id().and_then(|guild| ctx.data().read_guild(guild, find)).unwrap_or_default()
}

fn text_of(ctx: Context<'_>, name: &str) -> Result<String, Error> {
    let text = ctx.data().read_guild(guild_of(ctx)?, |guild| guild.tags.get(name).cloned()).flatten();
    Ok(text.ok_or_else(|| UserError(format!("There is no tag `{name}`.")))?)
}
