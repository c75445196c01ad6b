//! Gates: who may use a command, how often, and how many at once. They hold at every surface.

use mindtrace_discord::prelude::*;

/// A check is an async function; what it says no with is told to the caller.
async fn is_awake(ctx: &Context) -> Result<()> {
    if ctx.author().name.starts_with("sleepy") {
        return Err(UserError::new("Wake up first.").into());
    }
    Ok(())
}

async fn is_alice(ctx: &Context) -> bool {
    ctx.author().name == "alice"
}

async fn may_manage(ctx: &Context) -> Result<bool> {
    Ok(ctx.permissions().await?.manage_guild())
}

/// Checks can be combined, and all the commands of a module can share one; its path is seen from inside the module.
#[commands(category = "Gates", check = is_awake)]
mod guarded {
    use super::{command, is_alice, is_awake, may_manage};

    /// For Alice, and for those who manage the server.
    #[command(check = any(is_alice, may_manage))]
    async fn vault() -> &'static str {
        "The vault is open."
    }

    /// Three uses in a minute for each server, shared with `/bell`.
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

/// For servers the bot is in, and for whoever installed it for themselves, wherever they are.
#[command(category = "Gates", installs(guild, user))]
async fn compass() -> &'static str {
    "North is up."
}

/// One use in a minute, given back when there was nothing to do.
#[command(category = "Gates", cooldown = "1m")]
async fn feed(ctx: &Context, hungry: bool) -> &'static str {
    if hungry {
        return "Yum.";
    }
    ctx.refund_cooldown();
    "Not hungry."
}

/// One at a time for each user; a second call waits for its turn.
#[command(category = "Gates", concurrency(user = 1, wait = "10s"))]
async fn bake(bread: String) -> String {
    tokio::task::yield_now().await;
    format!("Here is your {bread}.")
}

/// For the bot's owners, who are those of the application and of `DISCORD_OWNERS`.
#[command(category = "Gates", owners_only, hidden)]
async fn secret() -> &'static str {
    "Nobody else sees this."
}

/// A prefix of its own for this server.
#[command(category = "Gates", permissions(MANAGE_GUILD), guild_only)]
async fn prefix(ctx: &Context, new: Option<String>) -> Result<String> {
    ctx.set_prefix(new.as_deref())?;
    Ok(format!("The prefix is `{}` now.", ctx.prefix()))
}
