//! Decides which of several processes writes Discord's list of commands: one at a time, and none of an older version than the last.

use std::time::Duration;

use jiff::Timestamp;
use semver::Version;
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use crate::random;
use crate::runtime::Runtime;
use crate::shared_state::{Away, Claim, SharedState};

/// The key of the process that writes.
const WRITER: &str = "sync:writer";

/// The key of the version that was written last.
const VERSION: &str = "sync:version";

/// How long a process that was killed stays the writer.
const LASTS: Duration = Duration::from_secs(15);

/// The time between two attempts to become the writer.
const RETRY: Duration = Duration::from_millis(500);

/// How long a version is remembered after its last process has gone; then an older one may write, as after a rollback.
const REMEMBERED: Duration = Duration::from_mins(10);

/// How often the processes of a version say that they are there.
pub(super) const PERIOD: Duration = Duration::from_mins(1);

/// The version that was written last.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    version: String,
    /// When, in RFC 3339.
    at: String,
}

/// The right to write the list. Dropping it lets another process write.
pub(super) struct Writer(Option<Claim>);

impl Writer {
    /// Returns whether this process is still the only writer.
    pub(super) fn is_alone(&self) -> bool {
        self.0.as_ref().is_none_or(Claim::is_held)
    }
}

/// Waits until no other process writes. Returns `None` if the bot stops, or if a newer version has written the list.
pub(super) async fn writer(runtime: &Runtime) -> Option<Writer> {
    tokio::select! {
        writer = acquire(runtime) => writer.unwrap_or_else(|error| {
            tracing::warn!(%error, "the commands are synced without asking other processes");
            Some(Writer(None))
        }),
        () = runtime.draining.cancelled() => None,
    }
}

async fn acquire(runtime: &Runtime) -> Result<Option<Writer>, Away> {
    let Some(shared) = &runtime.shared else { return Ok(Some(Writer(None))) };
    let name = format!("{}:{}", runtime.processes.id(), random::name());
    let claim = loop {
        match Claim::key(shared, WRITER.to_owned(), name.clone(), LASTS).await? {
            Some(claim) => break claim,
            None => sleep(RETRY).await,
        }
    };
    let Some(own) = &runtime.version else { return Ok(Some(Writer(Some(claim)))) };
    let (text, written) = read(&**shared).await?;
    if let Some(written) = written.filter(|written| is_older(own, &written.version)) {
        tracing::warn!(
            version = own,
            newer = written.version,
            written_at = written.at,
            "a newer version of this bot has registered its commands, so this one does not"
        );
        return Ok(None);
    }
    shared.swap(VERSION, text.as_deref(), Some(&now(own)), Some(REMEMBERED)).await?;
    Ok(Some(Writer(Some(claim))))
}

/// Says that this version, which has registered its commands, is still there.
pub(super) async fn remember(runtime: &Runtime) {
    let (Some(shared), Some(own)) = (&runtime.shared, &runtime.version) else { return };
    if keep(&**shared, own).await.is_err() {
        tracing::debug!("the version that registered its commands could not be remembered for longer");
    }
}

/// Remembers a version for longer, unless a newer one was written. A Redis that has lost its data gets it back: the newest version that is
/// still there is remembered in the end.
async fn keep(shared: &dyn SharedState, own: &str) -> Result<(), Away> {
    let (text, written) = read(shared).await?;
    let kept = match written {
        Some(written) if written.version == own => text.clone(),
        Some(written) if !is_older(&written.version, own) => return Ok(()),
        _ => Some(now(own)),
    };
    shared.swap(VERSION, text.as_deref(), kept.as_deref(), Some(REMEMBERED)).await.map(drop)
}

/// Returns the text that says that a version was written now.
fn now(version: &str) -> String {
    let now = Written { version: version.to_owned(), at: Timestamp::now().to_string() };
    // Two texts, which always serialize.
    serde_json::to_string(&now).unwrap_or_default()
}

/// Returns the text of the version that was written last, and what it says.
async fn read(shared: &dyn SharedState) -> Result<(Option<String>, Option<Written>), Away> {
    let text = shared.get(VERSION).await?;
    let written = text.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok((text, written))
}

/// Returns whether a version is older than another, by Semantic Versioning. Other versions have no order.
fn is_older(own: &str, other: &str) -> bool {
    let parse = |version: &str| Version::parse(version.trim_start_matches('v'));
    matches!((parse(own), parse(other)), (Ok(own), Ok(other)) if own < other)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{REMEMBERED, VERSION, is_older, keep, now, read};
    use crate::shared_state::{MemoryState, SharedState};

    #[tokio::test]
    async fn a_redis_that_has_lost_its_data_gets_the_newest_version_back() {
        let shared: Arc<dyn SharedState> = Arc::new(MemoryState::default());
        for (own, remembered) in [("1.9.0", "1.9.0"), ("1.10.0", "1.10.0"), ("1.9.0", "1.10.0")] {
            keep(&*shared, own).await.unwrap();
            assert_eq!(read(&*shared).await.unwrap().1.unwrap().version, remembered);
        }
        // Versions without an order stay until they are forgotten.
        let text = shared.get(VERSION).await.unwrap();
        shared.swap(VERSION, text.as_deref(), Some(&now("main")), Some(REMEMBERED)).await.unwrap();
        keep(&*shared, "1.10.0").await.unwrap();
        assert_eq!(read(&*shared).await.unwrap().1.unwrap().version, "main");
    }

    #[test]
    fn versions_are_compared_by_semantic_versioning() {
        for (older, newer) in
            [("1.9.0", "1.10.0"), ("v1.0.0", "1.0.1"), ("2.0.0-rc.1", "2.0.0"), ("1.0.0+5", "1.0.0+7")]
        {
            assert!(is_older(older, newer) && !is_older(newer, older), "{older} {newer}");
        }
        for (one, other) in [("1.0.0", "1.0.0"), ("abc", "1.0.0"), ("1.0.0", "2026-11-30"), ("", "")] {
            assert!(!is_older(one, other) && !is_older(other, one), "{one} {other}");
        }
    }
}
