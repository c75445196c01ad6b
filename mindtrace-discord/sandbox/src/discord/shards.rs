//! Shards, as a test sees them.

use crate::discord::{Discord, session::ShardOverlap};

/// # Shards
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::sandbox::Discord;
///
/// /// Answer.
/// #[command]
/// async fn ping() -> &'static str {
///     "pong"
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::builder().shards(2).max_concurrency(2).start().await?;
/// let sandbox = Sandbox::start_on(discord, bot()).await?;
/// assert_eq!(sandbox.connected_shards(), [(0, 2), (1, 2)]);
/// assert!(sandbox.shard_overlaps().is_empty());
/// assert_eq!(sandbox.refused_duplicates(), 0);
/// assert_eq!(sandbox.current_token(), sandbox.token());
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns when several connected sessions had the same shard so far, oldest first.
    ///
    /// A test of several processes that share the shards of a bot asserts that it is empty. A shard that reconnects without
    /// waiting for the end of its former connection overlaps with itself for a moment, as on Discord; one that resumes does not.
    pub fn shard_overlaps(&self) -> Vec<ShardOverlap> {
        self.look(|world| world.sessions.overlaps.all())
    }

    /// Returns the number of sessions that were refused because their shard had a connected one; see
    /// [`refuse_duplicate_shards`](crate::DiscordBuilder::refuse_duplicate_shards).
    pub fn refused_duplicates(&self) -> u64 {
        self.look(|world| world.sessions.refused_duplicates)
    }

    /// Returns the shard and the number of shards of every connected session, in order.
    pub fn connected_shards(&self) -> Vec<(u64, u64)> {
        let mut shards: Vec<(u64, u64)> = self.look(|world| world.sessions.connected_shards().collect());
        shards.sort_unstable();
        shards
    }

    /// Returns the token that is accepted now: [`token`](Self::token), or the one that replaced it when the bot exceeded the
    /// daily number of sessions.
    pub fn current_token(&self) -> String {
        self.look(|world| world.token.clone())
    }
}
