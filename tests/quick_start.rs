//! The bot and the test of the quick start, in one file as in a reader's `src/main.rs`. `tests/readme.rs` compares them.

use mindtrace_discord::prelude::*;

fn bot() -> BotBuilder {
    Bot::builder().version(env!("CARGO_PKG_VERSION"))
}

/// Toss a coin.
#[command(category = "Fun", cooldown = "2s")]
async fn toss(
    /// What to decide
    #[arg(rest)]
    question: String,
) -> Reply {
    let side = if question.len().is_multiple_of(2) { "Heads" } else { "Tails" };
    Reply::new(format!("{question} {side}.")).buttons([Button::new("Thanks", thanks::id()).success()])
}

/// Answers a click on the button.
#[component("thanks")]
async fn thanks(ctx: &Context) -> String {
    format!("You are welcome, {}!", ctx.author().display_name())
}

#[tokio::main]
async fn main() -> Result<()> {
    Ok(bot().cli().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mindtrace_discord::sandbox::Sandbox;

    #[tokio::test]
    async fn a_toss_has_a_button() -> Result<()> {
        let sandbox = Sandbox::start(bot()).await?;
        let alice = sandbox.member("alice").await?;
        let tossed = alice.says("!toss Tea?").await?;
        assert!(tossed.content.starts_with("Tea? "));
        assert_eq!(alice.clicks(&tossed, "Thanks").await?.content, "You are welcome, alice!");
        Ok(())
    }
}
