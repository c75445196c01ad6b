//! Runs the bot: on Discord with `DISCORD_BOT_TOKEN` set, in the sandbox without. `--help` shows what else it can do.

use mindtrace_discord::Result;

#[tokio::main]
async fn main() -> Result<()> {
    Ok(classic::bot().cli().await?)
}
