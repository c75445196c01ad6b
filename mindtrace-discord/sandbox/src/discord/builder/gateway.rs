//! The settings of shards and of the limits of IDENTIFY.

use crate::discord::DiscordBuilder;

/// # Shards, and limits of IDENTIFY
///
/// ```no_run
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::builder()
///     .shards(4)
///     .max_concurrency(2)
///     .identifies_per_day(10)
///     .enforce_identify_limits()
///     .guilds_per_shard(100)
///     .refuse_duplicate_shards()
///     .replayed_dispatches(5000)
///     .start()
///     .await?;
/// # Ok(())
/// # }
/// ```
impl DiscordBuilder {
    /// Sets the number of shards that `GET /gateway/bot` recommends. Default: 1.
    ///
    /// With more than one, [`wait_until_ready`](crate::Discord::wait_until_ready) waits for each of them. Set
    /// [`max_concurrency`](Self::max_concurrency) as well, or a bot that obeys Discord starts one in five seconds.
    pub fn shards(mut self, shards: u32) -> Self {
        self.gateway.shards = shards.max(1);
        self
    }

    /// Sets how many shards may identify at a time, one per bucket of `shard id % max_concurrency`. Default: 1.
    pub fn max_concurrency(mut self, buckets: u32) -> Self {
        self.gateway.max_concurrency = buckets.max(1);
        self
    }

    /// Sets the number of sessions that `GET /gateway/bot` allows in a day. Default: 1,000.
    pub fn identifies_per_day(mut self, identifies: u64) -> Self {
        self.gateway.identifies_per_day = identifies;
        self
    }

    /// Enforces the limits of IDENTIFY, by the clock of the emulator. By default, they are only counted.
    ///
    /// An IDENTIFY within five seconds of another one in its bucket is answered with Invalid Session (opcode 9). The one that
    /// exceeds the daily number resets the token and closes every connection with 4004;
    /// [`current_token`](crate::Discord::current_token) is then the new token.
    pub fn enforce_identify_limits(mut self) -> Self {
        self.gateway.enforces_limits = true;
        self
    }

    /// Sets the number of guilds above which a shard is closed with 4011 (sharding required). Default: 2,500.
    pub fn guilds_per_shard(mut self, guilds: usize) -> Self {
        self.gateway.guilds_per_shard = guilds;
        self
    }

    /// Closes the connection of a shard that has another connected session with 4005.
    ///
    /// Discord permits several sessions of a shard, and so does the emulator by default. It records them either way: see
    /// [`shard_overlaps`](crate::Discord::shard_overlaps). [`refused_duplicates`](crate::Discord::refused_duplicates) counts the refusals.
    pub fn refuse_duplicate_shards(mut self) -> Self {
        self.gateway.refuses_duplicates = true;
        self
    }

    /// Sets the number of dispatches that a session stores for a resume. Default: 1,000.
    ///
    /// A session that has missed more cannot be resumed. Discord documents no number.
    pub fn replayed_dispatches(mut self, dispatches: usize) -> Self {
        self.gateway.replayed = dispatches.max(1);
        self
    }
}
