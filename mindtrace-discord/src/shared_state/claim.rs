//! Claims that are renewed while their owner lives, and released when it is done.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

use super::{Answer, Away, SharedState};

/// A key that this process has claimed, or one of the permits of a key. Dropping it releases the key in the background. A process that
/// ends without that loses it after `lasts`.
pub(crate) struct Claim {
    claimed: Arc<Claimed>,
    /// Dropped to release the key; a message leaves the key as it is.
    left: Option<oneshot::Sender<()>>,
}

struct Claimed {
    server: Arc<dyn SharedState>,
    key: String,
    /// The text of the key, or the holder of a permit.
    name: String,
    /// The number of permits, if the key has permits.
    permits: Option<u32>,
    lasts: Duration,
    /// When the last request was sent that renewed the claim.
    renewed: Mutex<Instant>,
    lost: AtomicBool,
}

impl Claim {
    /// Claims a key that has no text, with this text. Returns `None` if it has one.
    ///
    /// # Errors
    ///
    /// [`Away`].
    pub(crate) async fn key(
        server: &Arc<dyn SharedState>,
        key: String,
        text: String,
        lasts: Duration,
    ) -> Result<Option<Self>, Away> {
        let renewed = Instant::now();
        let taken = server.swap(&key, None, Some(&text), Some(lasts)).await?;
        Ok(taken.then(|| Self::keep(server, (key, text), None, (lasts, renewed))))
    }

    /// Acquires one of the permits of a key. Returns `None` if all are held. A permit whose answer was lost, or is no longer waited for,
    /// is released.
    ///
    /// # Errors
    ///
    /// [`Away`].
    pub(crate) async fn permit(
        server: &Arc<dyn SharedState>,
        key: String,
        holder: String,
        permits: u32,
        lasts: Duration,
    ) -> Result<Option<Self>, Away> {
        // Before the request, because dropping it releases the permit.
        let mut claim = Self::keep(server, (key, holder), Some(permits), (lasts, Instant::now()));
        let Claimed { key, name, .. } = &*claim.claimed;
        if server.hold(key, name, permits, lasts).await? {
            return Ok(Some(claim));
        }
        claim.leave();
        Ok(None)
    }

    /// Returns whether the claim is certainly held: also a process that was stopped for longer than the claim lasts knows that it is
    /// not.
    pub(crate) fn is_held(&self) -> bool {
        !self.claimed.lost.load(Ordering::Acquire) && self.claimed.renewed().elapsed() < self.claimed.lasts
    }

    /// Replaces the text of a key, which then belongs to no process any more. Returns whether the key was still claimed.
    ///
    /// # Errors
    ///
    /// [`Away`]; the claim then ends by itself.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    pub(crate) async fn replace(mut self, text: &str, expires: Duration) -> Result<bool, Away> {
        self.leave();
        let Claimed { server, key, name, .. } = &*self.claimed;
        server.swap(key, Some(name), Some(text), Some(expires)).await
    }

    /// Releases the key, and waits until it is free.
    ///
    /// # Errors
    ///
    /// [`Away`]; the claim then ends by itself.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    pub(crate) async fn release(mut self) -> Result<(), Away> {
        self.leave();
        self.claimed.release().await
    }

    /// Leaves the key as it is, and renews it no longer.
    fn leave(&mut self) {
        if let Some(left) = self.left.take() {
            let _ = left.send(());
        }
    }

    fn keep(
        server: &Arc<dyn SharedState>,
        (key, name): (String, String),
        permits: Option<u32>,
        (lasts, renewed): (Duration, Instant),
    ) -> Self {
        let (server, renewed, lost) = (Arc::clone(server), Mutex::new(renewed), AtomicBool::new(false));
        let claimed = Arc::new(Claimed { server, key, name, permits, lasts, renewed, lost });
        let (left, is_left) = oneshot::channel();
        tokio::spawn(keep(Arc::clone(&claimed), is_left));
        Self { claimed, left: Some(left) }
    }
}

impl Claimed {
    async fn renew(&self) -> Result<bool, Away> {
        let now = Instant::now();
        let renewed: Answer<'_, bool> = match self.permits {
            Some(permits) => self.server.hold(&self.key, &self.name, permits, self.lasts),
            None => self.server.swap(&self.key, Some(&self.name), Some(&self.name), Some(self.lasts)),
        };
        let renewed = renewed.await?;
        if renewed {
            *self.renewed() = now;
        }
        Ok(renewed)
    }

    fn renewed(&self) -> MutexGuard<'_, Instant> {
        self.renewed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn release(&self) -> Result<(), Away> {
        match self.permits {
            Some(_) => self.server.release(&self.key, &self.name).await,
            None => self.server.swap(&self.key, Some(&self.name), None, None).await.map(drop),
        }
    }
}

/// Renews a claim until it is left or released.
async fn keep(claimed: Arc<Claimed>, mut left: oneshot::Receiver<()>) {
    loop {
        tokio::select! {
            left = &mut left => {
                if left.is_err() && claimed.release().await.is_err() {
                    tracing::debug!(key = claimed.key.as_str(), "a claim in Redis could not be released, and expires");
                }
                return;
            }
            () = sleep(claimed.lasts / 3) => {
                // Without an answer, it is tried again before the claim expires.
                if claimed.renew().await == Ok(false) && !claimed.lost.swap(true, Ordering::AcqRel) {
                    tracing::warn!(key = claimed.key.as_str(), "a claim in Redis was lost to another process");
                }
            }
        }
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").field("key", &self.claimed.key).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::Claim;
    use crate::shared_state::{MemoryState, SharedState};

    const LASTS: Duration = Duration::from_secs(10);

    async fn claim(server: &Arc<dyn SharedState>, text: &str) -> Option<Claim> {
        Claim::key(server, "lock".to_owned(), text.to_owned(), LASTS).await.unwrap()
    }

    /// Lets the tasks of dropped claims run.
    async fn released(server: &Arc<dyn SharedState>) {
        while server.get("lock").await.unwrap().is_some() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_claim_is_renewed_until_it_is_dropped() {
        let server: Arc<dyn SharedState> = Arc::new(MemoryState::default());
        let first = claim(&server, "a").await.unwrap();
        tokio::time::sleep(LASTS * 5).await;
        assert!(first.is_held());
        assert!(claim(&server, "b").await.is_none());
        drop(first);
        released(&server).await;
        let second = claim(&server, "b").await.unwrap();
        assert_eq!(second.release().await, Ok(()));
        assert!(claim(&server, "c").await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_claim_that_was_lost_is_noticed_and_touches_nothing() {
        let server: Arc<dyn SharedState> = Arc::new(MemoryState::default());
        let first = claim(&server, "a").await.unwrap();
        server.swap("lock", Some("a"), Some("b"), None).await.unwrap();
        tokio::time::sleep(LASTS).await;
        assert!(!first.is_held());
        assert_eq!(first.replace("c", LASTS).await, Ok(false));
        tokio::time::sleep(LASTS).await;
        assert_eq!(server.get("lock").await.unwrap().as_deref(), Some("b"));
    }

    #[tokio::test(start_paused = true)]
    async fn permits_are_counted_and_released() {
        let server: Arc<dyn SharedState> = Arc::new(MemoryState::default());
        let permit = |holder: &str| {
            let (server, holder) = (Arc::clone(&server), holder.to_owned());
            async move { Claim::permit(&server, "permits".to_owned(), holder, 1, LASTS).await.unwrap() }
        };
        let first = permit("a").await.unwrap();
        tokio::time::sleep(LASTS * 2).await;
        assert!(permit("b").await.is_none());
        drop(first);
        while !server.holders("permits").await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        assert!(permit("b").await.is_some());
    }
}
