//! Tags: texts under a name, which each guild has for itself. A modal opens with the old text to edit it.

use mindtrace_discord::prelude::*;

/// The text of a tag.
#[derive(Debug, Modal)]
#[modal(title = "Edit a tag")]
struct TagForm {
    #[field(label = "Text", paragraph, max_len = 1000)]
    text: String,
}

/// Texts to show again.
#[group(name = "tag", category = "Tags", guild_only)]
mod tag {
    use super::{TagForm, key, names, text_of};
    use mindtrace_discord::prelude::*;

    /// Save a text under a new name.
    #[command(permissions(MANAGE_MESSAGES))]
    async fn add(
        ctx: &Context,
        guild: &GuildId,
        /// The name of the tag
        #[arg(max_len = 30)]
        name: String,
        /// The text to save
        #[arg(rest, max_len = 1000)]
        text: String,
    ) -> Result<String> {
        let (tags, key) = (ctx.store().guild(*guild), key(&name)?);
        if tags.get::<String>(&key).await?.is_some() {
            return Err(UserError::new(format!("There is a tag `{name}` already.")).into());
        }
        tags.set(key, &text).await?;
        Ok(format!("I saved the tag `{name}`."))
    }

    /// Show a text.
    #[command]
    async fn show(
        ctx: &Context,
        guild: &GuildId,
        /// The name of the tag
        #[arg(autocomplete = names)]
        name: String,
    ) -> Result<String> {
        text_of(ctx, *guild, &name).await
    }

    /// List the names of all tags.
    #[command]
    async fn list(ctx: &Context) -> Result<String> {
        let names = names(ctx, "").await?;
        if names.is_empty() {
            return Ok("There are no tags.".to_owned());
        }
        Ok(format!("Tags: `{}`", names.join("`, `")))
    }

    /// Edit a text in a modal.
    #[command(permissions(MANAGE_MESSAGES))]
    async fn edit(
        ctx: &Context,
        guild: &GuildId,
        /// The name of the tag
        #[arg(autocomplete = names)]
        name: String,
    ) -> Result<String> {
        let text = text_of(ctx, *guild, &name).await?;
        let TagForm { text } = ctx.modal_with(ModalDraft::from(TagForm { text })).await?;
        ctx.store().guild(*guild).set(key(&name)?, &text).await?;
        Ok(format!("I changed the tag `{name}`."))
    }

    /// Delete a text.
    #[command(permissions(MANAGE_MESSAGES))]
    async fn delete(
        ctx: &Context,
        guild: &GuildId,
        /// The name of the tag
        #[arg(autocomplete = names)]
        name: String,
    ) -> Result<String> {
        if ctx.store().guild(*guild).remove(&key(&name)?).await? {
            Ok(format!("I deleted the tag `{name}`."))
        } else {
            Err(UserError::new(format!("There is no tag `{name}`.")).into())
        }
    }
}

/// Suggests the names of the guild's tags that begin with a text.
async fn names(ctx: &Context, typed: &str) -> Result<Vec<String>> {
    let Some(guild) = ctx.guild_id() else { return Ok(Vec::new()) };
    let keys = ctx.store().guild(guild).keys("tag.").await?;
    let names = keys.iter().filter_map(|key| key.strip_prefix("tag."));
    Ok(names.filter(|name| name.starts_with(typed)).map(str::to_owned).collect())
}

/// Returns the text of a tag; an error for the caller if there is none.
async fn text_of(ctx: &Context, guild: GuildId, name: &str) -> Result<String> {
    let text = ctx.store().guild(guild).get::<String>(key(name)?).await?;
    Ok(text.ok_or_else(|| UserError::new(format!("There is no tag `{name}`.")))?)
}

/// Returns the key of a tag. Keys consist of visible ASCII.
fn key(name: &str) -> Result<String, UserError> {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        Ok(format!("tag.{name}"))
    } else {
        Err(UserError::new("The name of a tag consists of letters, digits and `-`."))
    }
}
