//! Runs the bot: on Discord if `DISCORD_BOT_TOKEN` is set, else in the sandbox. `--help` lists the other subcommands.

use mindtrace_discord::Result;

#[tokio::main]
async fn main() -> Result<()> {
    Ok(steward::bot().cli().await?)
}
