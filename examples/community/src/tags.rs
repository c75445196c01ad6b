//! Tags: texts under a name, which each guild has for itself. A modal opens with the old text to edit it.

use mindtrace_discord::locale::Text;
use mindtrace_discord::prelude::*;

/// The text of a tag.
#[derive(Debug, Modal)]
struct TagText {
    #[field(paragraph, max_len = 1000)]
    text: String,
}

/// Texts to show again.
#[group(name = "tag", category = "Tags", guild_only)]
mod tag {
    use super::{TagText, Text, key, names, text_of};
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
    ) -> Result<Text> {
        let (tags, key) = (ctx.store().guild(*guild), key(ctx, &name)?);
        if tags.get::<String>(&key).await?.is_some() {
            return Err(UserError::new(ctx.text("tag-exists").arg("name", name)).into());
        }
        tags.set(key, &text).await?;
        Ok(ctx.text("tag-added").arg("name", name))
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

    /// Edit a text.
    ///
    /// The modal opens with the text as it is.
    #[command(permissions(MANAGE_MESSAGES))]
    async fn edit(
        ctx: &Context,
        guild: &GuildId,
        /// The name of the tag
        #[arg(autocomplete = names)]
        name: String,
    ) -> Result<Text> {
        let old = text_of(ctx, *guild, &name).await?;
        let draft = ModalDraft::<TagText>::new()
            .title(ctx.text("tag-edit").arg("name", &name))
            .label("text", ctx.text("tag-text"))
            .value("text", old);
        let TagText { text } = ctx.modal_with(draft).await?;
        ctx.store().guild(*guild).set(key(ctx, &name)?, &text).await?;
        Ok(ctx.text("tag-edited").arg("name", name))
    }

    /// Delete a text.
    #[command(permissions(MANAGE_MESSAGES))]
    async fn delete(
        ctx: &Context,
        guild: &GuildId,
        /// The name of the tag
        #[arg(autocomplete = names)]
        name: String,
    ) -> Result<Text> {
        let existed = ctx.store().guild(*guild).remove(&key(ctx, &name)?).await?;
        Ok(ctx.text(if existed { "tag-deleted" } else { "tag-unknown" }).arg("name", name))
    }
}

/// Suggests the names of the guild's tags.
async fn names(ctx: &Context, typed: &str) -> Result<Vec<String>> {
    let Some(guild) = ctx.guild_id() else { return Ok(Vec::new()) };
    let keys = ctx.store().guild(guild).keys("tag.").await?;
    let names = keys.iter().filter_map(|key| key.strip_prefix("tag."));
    Ok(names.filter(|name| name.starts_with(typed)).map(str::to_owned).collect())
}

/// Returns the text of a tag; an error for the caller if there is none.
async fn text_of(ctx: &Context, guild: GuildId, name: &str) -> Result<String> {
    let text = ctx.store().guild(guild).get::<String>(key(ctx, name)?).await?;
    Ok(text.ok_or_else(|| UserError::new(ctx.text("tag-unknown").arg("name", name)))?)
}

/// Returns the key of a tag. Keys consist of visible ASCII.
fn key(ctx: &Context, name: &str) -> Result<String, UserError> {
    if name.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(format!("tag.{name}"))
    } else {
        Err(UserError::new(ctx.text("tag-name")))
    }
}
