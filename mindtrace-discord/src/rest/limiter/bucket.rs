//! One bucket: how many requests may be sent, and the queue of those that wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio::time::Instant;

use super::headers::BucketHeaders;

/// Two responses whose windows end this close to each other describe the same window.
const SAME_WINDOW: Duration = Duration::from_millis(100);

/// One bucket.
#[derive(Debug, Default)]
pub(super) struct Bucket {
    limit: Limit,
    /// Requests without a response yet.
    in_flight: u32,
    /// The end of the wait that a 429 asked for.
    not_before: Option<Instant>,
    queue: Arc<Queue>,
}

/// The known part of a bucket's limit.
#[derive(Clone, Copy, Debug, Default)]
enum Limit {
    /// Nothing; one request at a time, until a response tells.
    #[default]
    Unknown,
    /// Discord describes none.
    None,
    Known {
        limit: u32,
        /// Requests left in the window, of which those in flight are not subtracted.
        remaining: u32,
        /// The end of the window; `None` before its first request.
        reset: Option<Instant>,
    },
}

/// When a request may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Now,
    /// At this time, or after the response to another request.
    At {
        until: Option<Instant>,
        limit: u32,
    },
}

impl Bucket {
    /// Counts a request as in flight, if it may be sent now.
    pub(super) fn take(&mut self, now: Instant) -> Turn {
        if let Limit::Known { limit, remaining, reset } = &mut self.limit
            && reset.is_some_and(|reset| reset <= now)
        {
            (*remaining, *reset) = (*limit, None);
        }
        let turn = match (self.not_before.filter(|until| *until > now), self.limit) {
            (Some(until), _) => Turn::At { until: Some(until), limit: self.limit() },
            (None, Limit::None) => Turn::Now,
            (None, Limit::Unknown) if self.in_flight == 0 => Turn::Now,
            (None, Limit::Unknown) => Turn::At { until: None, limit: 1 },
            (None, Limit::Known { remaining, .. }) if remaining > self.in_flight => Turn::Now,
            (None, Limit::Known { limit, reset, .. }) => Turn::At { until: reset, limit },
        };
        if turn == Turn::Now {
            self.in_flight += 1;
        }
        turn
    }

    /// Learns from a response's headers, or from their absence.
    pub(super) fn describe(&mut self, described: Option<BucketHeaders>, now: Instant) {
        let Some(BucketHeaders { limit, mut remaining, reset_after, .. }) = described else {
            if matches!(self.limit, Limit::Unknown) {
                self.limit = Limit::None;
            }
            return;
        };
        let reset = now + reset_after;
        if let Limit::Known { remaining: left, reset: Some(end), .. } = self.limit
            && now < end
            && reset <= end + SAME_WINDOW
        {
            // Responses may arrive in another order than Discord counted the requests.
            remaining = remaining.min(left);
        }
        self.limit = Limit::Known { limit, remaining, reset: Some(reset) };
    }

    /// Sends nothing before `until`.
    pub(super) fn hold(&mut self, until: Instant) {
        self.not_before = self.not_before.max(Some(until));
        if matches!(self.limit, Limit::None) {
            self.limit = Limit::Unknown;
        }
    }

    /// A request has ended.
    pub(super) fn release(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.queue.changed.notify_waiters();
    }

    /// Adds the requests of another bucket, which turned out to be this one.
    pub(super) fn merge(&mut self, other: &Self) {
        self.in_flight += other.in_flight;
        self.not_before = self.not_before.max(other.not_before);
        other.queue.changed.notify_waiters();
    }

    /// Whether the bucket must be remembered.
    pub(super) fn is_in_use(&self, now: Instant) -> bool {
        let is_counting =
            matches!(self.limit, Limit::Known { reset, .. } if reset.is_some_and(|reset| reset > now));
        let is_held = self.not_before.is_some_and(|until| until > now);
        self.in_flight > 0 || !self.queue.is_empty() || is_held || is_counting
    }

    pub(super) fn queue(&self) -> Arc<Queue> {
        Arc::clone(&self.queue)
    }

    fn limit(&self) -> u32 {
        match self.limit {
            Limit::Known { limit, .. } => limit,
            Limit::Unknown | Limit::None => 0,
        }
    }
}

/// The queue of a bucket, in the order of arrival.
#[derive(Debug)]
pub(super) struct Queue {
    turn: Semaphore,
    waiting: AtomicUsize,
    changed: Notify,
}

impl Default for Queue {
    fn default() -> Self {
        Self { turn: Semaphore::new(1), waiting: AtomicUsize::new(0), changed: Notify::new() }
    }
}

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.load(Ordering::Acquire) == 0
    }

    /// Joins the end of the queue; dropping the place leaves it.
    pub(super) fn join(&self) -> Place<'_> {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        Place { queue: self }
    }

    /// Waits until a request of the bucket ends. Counts from this call on, not from the first poll.
    pub(super) fn changed(&self) -> impl Future<Output = ()> {
        self.changed.notified()
    }
}

/// A place in a queue.
pub(super) struct Place<'a> {
    queue: &'a Queue,
}

impl<'a> Place<'a> {
    /// Waits until the place is the first one. `None` cannot happen, because the semaphore is never closed.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'a>> {
        self.queue.turn.acquire().await.ok()
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.queue.waiting.fetch_sub(1, Ordering::AcqRel);
    }
}
