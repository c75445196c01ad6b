//! Runs the bot: on Discord if `DISCORD_BOT_TOKEN` is set, else in the sandbox. `--help` lists the other subcommands.

use mindtrace_discord::Result;

#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> Result<()> {
    Ok(starter::bot().cli().await?)
}
