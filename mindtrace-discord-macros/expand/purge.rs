/// Remove recent messages.
#[command(name = "purge", category = "Moderation", permissions(MANAGE_MESSAGES), guild_only)]
async fn remove(ctx: &Context, db: &Database, #[arg(min = 1, max = 100)] count: u8) -> Result<Reply> {
    let removed = ctx.channel().delete_recent(count).await?;
    db.log_purge(ctx.author().id, removed).await?;
    Ok(Reply::new(format!("Removed {removed} messages.")).ephemeral())
}
