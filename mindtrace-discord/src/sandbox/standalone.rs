//! The emulator without a bot of ours, for bots in any language.

use mindtrace_discord_sandbox::drive;

use super::DiscordBuilder;
use crate::http;

/// Adds what a program in another language needs to the port of the emulator: the routes that [drive](mindtrace_discord_sandbox::drive)
/// it, and the page of the playground at `/sandbox`.
///
/// ```no_run
/// use mindtrace_discord::sandbox::{Discord, over_http};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let discord = over_http(Discord::builder().token("change-me")).start().await?;
/// println!("{}/sandbox", discord.url());
/// # Ok(())
/// # }
/// ```
pub fn over_http(discord: DiscordBuilder) -> DiscordBuilder {
    discord.routes(drive::routes).routes(|_| http::playground_alone())
}
