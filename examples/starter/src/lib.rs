//! A bot to start from. `cargo run` runs it; add a function below and run it again.

use std::time::Duration;

use mindtrace_discord::prelude::*;

/// The bot. The attributes register its commands and handlers.
pub fn bot() -> BotBuilder {
    Bot::builder().version(env!("CARGO_PKG_VERSION"))
}

/// Say hello to someone.
///
/// Without a name it greets you.
#[command(usage = "!hello [who]", category = "Fun", aliases("hi"))]
async fn hello(
    ctx: &Context,
    /// Who to greet
    who: Option<String>,
) -> String {
    format!("Hello {}!", who.unwrap_or_else(|| ctx.author().display_name().to_owned()))
}

/// Add numbers.
#[command(category = "Fun", cooldown = "1s")]
async fn add(
    /// The numbers, as many as you like
    numbers: Vec<i32>,
) -> String {
    numbers.iter().map(|number| i64::from(*number)).sum::<i64>().to_string()
}

/// Remind you of something.
#[command(category = "Tools", ephemeral, timeout = "2m")]
async fn remind(
    ctx: &Context,
    /// How long from now, at most one minute
    after: Duration,
    /// What to remind you of
    #[arg(rest, max_len = 200)]
    what: String,
) -> Result<String> {
    if after > Duration::from_mins(1) {
        return Err(UserError::new("Sorry, I can remember things for one minute at most.").into());
    }
    tokio::select! {
        () = tokio::time::sleep(after) => Ok(format!("You wanted to be reminded: {what}")),
        () = ctx.cancelled() => Ok(format!("I am shutting down. You wanted to be reminded: {what}")),
    }
}

/// Remove recent messages.
#[command(
    category = "Moderation",
    permissions(MANAGE_MESSAGES),
    bot_permissions(MANAGE_MESSAGES),
    guild_only
)]
async fn purge(
    ctx: &Context,
    /// How many messages
    #[arg(min = 1, max = 100, default = 10)]
    count: u8,
) -> Result<Reply> {
    let removed = ctx.channel().delete_recent(count).await?;
    Ok(Reply::new(format!("Removed {removed} messages.")).delete_after(Duration::from_secs(5)))
}

/// Welcomes new members.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use mindtrace_discord::sandbox::Sandbox;

    use super::*;

    #[test]
    fn the_bot_is_valid() {
        assert!(bot().validate().is_ok());
    }

    #[tokio::test]
    async fn greets_by_name() -> Result<()> {
        let sandbox = Sandbox::start(bot()).await?;
        let alice = sandbox.member("alice").await?;
        assert_eq!(alice.says("!hello world").await?.content, "Hello world!");
        Ok(())
    }
}
