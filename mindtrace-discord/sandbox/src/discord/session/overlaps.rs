//! Records when two connected sessions had the same shard.

use std::collections::BTreeMap;

use serenity::model::Timestamp;

/// A time at which several connected sessions had the same shard, as two processes that both believe to own it would cause.
///
/// Discord permits that, and every one of the sessions receives the events.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// use mindtrace_discord::sandbox::{Discord, ShardOverlap};
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let overlaps: Vec<ShardOverlap> = discord.shard_overlaps();
/// assert!(overlaps.iter().all(|overlap| overlap.to.is_some()), "two processes have the same shard");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShardOverlap {
    /// The id of the shard.
    pub shard: u64,
    /// The number of shards.
    pub total: u64,
    /// When the second session was connected, by the clock of the emulator.
    pub from: Timestamp,
    /// When only one connected session was left; `None` as long as there are several.
    pub to: Option<Timestamp>,
}

/// All overlaps so far, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Overlaps(Vec<ShardOverlap>);

impl Overlaps {
    /// Compares the shards of the connected sessions with the open overlaps: ends those that are over, and begins new ones.
    pub(crate) fn note(&mut self, connected: impl Iterator<Item = (u64, u64)>, now: Timestamp) {
        let mut sessions: BTreeMap<(u64, u64), usize> = BTreeMap::new();
        for shard in connected {
            *sessions.entry(shard).or_default() += 1;
        }
        sessions.retain(|_, count| *count > 1);
        for overlap in self.0.iter_mut().filter(|overlap| overlap.to.is_none()) {
            if sessions.remove(&(overlap.shard, overlap.total)).is_none() {
                overlap.to = Some(now);
            }
        }
        let begun = sessions.into_keys();
        self.0.extend(begun.map(|(shard, total)| ShardOverlap { shard, total, from: now, to: None }));
    }

    /// Returns a copy of all overlaps.
    pub(crate) fn all(&self) -> Vec<ShardOverlap> {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlap_lasts_until_one_session_is_left() {
        let at = |seconds| Timestamp::from_unix_timestamp(seconds).unwrap();
        let mut overlaps = Overlaps::default();
        overlaps.note([(0, 2), (1, 2)].into_iter(), at(1));
        assert!(overlaps.all().is_empty());
        overlaps.note([(0, 2), (1, 2), (1, 2)].into_iter(), at(2));
        overlaps.note([(1, 2), (1, 2), (1, 2)].into_iter(), at(3));
        overlaps.note([(1, 2)].into_iter(), at(4));
        let overlap = ShardOverlap { shard: 1, total: 2, from: at(2), to: Some(at(4)) };
        assert_eq!(overlaps.all(), [overlap]);
        // The same shard id of another number of shards is another shard.
        overlaps.note([(1, 2), (1, 4)].into_iter(), at(5));
        assert_eq!(overlaps.all().len(), 1);
    }
}
