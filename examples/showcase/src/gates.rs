//! Gates: permissions, checks, cooldowns and concurrency limits. They apply at every surface.

use mindtrace_discord::prelude::*;

/// A check is an async function. The text of its `UserError` is sent to the caller.
async fn is_awake(ctx: &Context) -> Result<()> {
    if ctx.author().name.starts_with("sleepy") {
        return Err(UserError::new("Please wake up first.").into());
    }
    Ok(())
}

async fn is_alice(ctx: &Context) -> bool {
    ctx.author().name == "alice"
}

async fn may_manage(ctx: &Context) -> Result<bool> {
    Ok(ctx.permissions().await?.manage_guild())
}

/// A check for all commands of a module. Its path is resolved inside the module.
#[commands(category = "Gates", check = is_awake)]
mod guarded {
    use super::{command, is_alice, is_awake, may_manage};

    /// For Alice, and for members with the permission Manage Server: checks can be combined.
    #[command(check = any(is_alice, may_manage))]
    async fn vault() -> &'static str {
        "The vault is open."
    }

    /// Three uses per minute and server, shared with `/bell`.
    #[command(cooldown(uses = 3, per = "1m", scope = guild, bucket = "noise"), guild_only)]
    async fn horn() -> &'static str {
        "Honk."
    }

    /// Shares its uses with `/horn`.
    #[command(cooldown(uses = 3, per = "1m", scope = guild, bucket = "noise"), guild_only)]
    async fn bell() -> &'static str {
        "Ding."
    }
}

/// Can be installed to a server, and by a user for themselves.
#[command(category = "Gates", installs(guild, user))]
async fn compass() -> &'static str {
    "North is up."
}

/// One use per minute. The use is refunded if there was nothing to do.
#[command(category = "Gates", cooldown = "1m")]
async fn feed(ctx: &Context, hungry: bool) -> &'static str {
    if hungry {
        return "Yum.";
    }
    ctx.refund_cooldown();
    "I am not hungry."
}

/// One call at a time for each user. A second call waits up to ten seconds.
#[command(category = "Gates", concurrency(user = 1, wait = "10s"))]
async fn bake(bread: String) -> String {
    tokio::task::yield_now().await;
    format!("Here is your {bread}.")
}

/// For the bot's owners: those of the application, and the users in `DISCORD_OWNERS`.
#[command(category = "Gates", owners_only, hidden)]
async fn secret() -> &'static str {
    "Only the owners of this bot can use this command."
}

/// Change the prefix in this server.
#[command(category = "Gates", permissions(MANAGE_GUILD), guild_only)]
async fn prefix(ctx: &Context, new: Option<String>) -> Result<String> {
    ctx.set_prefix(new.as_deref()).await?;
    Ok(format!("The prefix is `{}` now.", ctx.prefix()))
}
