//! Bounds the calls that run at once, and with them the memory of the bot.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most callers who are told at once that the bot is busy. Telling them takes memory as well.
const REFUSALS: usize = 1000;

/// The room for calls.
#[derive(Debug)]
pub(crate) struct CallRoom {
    calls: Arc<Semaphore>,
    refusals: Semaphore,
}

/// The room of one call, until it is dropped.
#[derive(Debug)]
pub(crate) struct Room(#[allow(dead_code, reason = "dropping it gives the room back")] OwnedSemaphorePermit);

impl CallRoom {
    /// Creates the room for `most` calls.
    pub(crate) fn new(most: u32) -> Self {
        Self { calls: Arc::new(Semaphore::new(most as usize)), refusals: Semaphore::new(REFUSALS) }
    }

    /// Takes the room for a call, if there is any.
    pub(crate) fn take(&self) -> Option<Room> {
        Arc::clone(&self.calls).try_acquire_owned().ok().map(Room)
    }

    /// Tells the caller of a call without room, or returns `None` if too many are told at the moment. With `waits`, it waits for its turn.
    pub(crate) async fn refuse<T>(&self, waits: bool, tell: impl Future<Output = T>) -> Option<T> {
        let turn =
            if waits { self.refusals.acquire().await } else { Ok(self.refusals.try_acquire().ok()?) };
        // The semaphore is never closed.
        let _turn = turn.ok();
        Some(tell.await)
    }
}
