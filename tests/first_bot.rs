//! The bot and the test of the README, in one file as in a reader's `src/main.rs`. `tests/readme.rs` compares them.

use mindtrace_discord::prelude::*;

/// Say hello to someone.
#[command(usage = "!hello [who]", category = "Fun", permissions(SEND_MESSAGES), cooldown = "5s")]
async fn hello(
    ctx: &Context,
    /// Who to greet
    who: Option<String>,
) -> String {
    format!("Hello {}!", who.unwrap_or_else(|| ctx.author().display_name().to_owned()))
}

#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    Ok(Bot::builder().cli().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mindtrace_discord::sandbox::Sandbox;

    #[tokio::test]
    async fn greets_by_name() -> Result<()> {
        let sandbox = Sandbox::start(Bot::builder()).await?;
        let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
        assert_eq!(alice.says("!hello world").await?.content, "Hello world!");
        assert_eq!(bob.slash("hello").option("who", "world").send().await?.content, "Hello world!");
        Ok(())
    }
}
