//! Conversations with the bots of the recipes. They are one program, which is linked faster than one for each. So every bot here has the
//! commands of all recipes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod forge;
mod giveaways;
mod levels;
mod polls;
#[path = "../framework/signature.rs"]
mod signature;
mod starboard;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Discord;

/// A Discord whose clock stands still unless a test advances it.
async fn november() -> Result<Discord> {
    Ok(Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?)
}

#[test]
fn the_bots_are_valid() {
    let bots = [::forge::bot(), ::giveaways::bot(), ::levels::bot(), ::polls::bot(), ::starboard::bot()];
    for bot in bots {
        assert!(bot.validate().is_ok());
    }
}
