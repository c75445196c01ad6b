//! Runs the bot: on Discord with `DISCORD_BOT_TOKEN` set, in the sandbox without.

use mindtrace_discord::Result;

#[tokio::main]
async fn main() -> Result<()> {
    Ok(classic::bot().run_or_sandbox().await?)
}
