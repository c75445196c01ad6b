//! Heartbeats: when the next one is due, and whether the last one was acknowledged.

use std::time::Duration;

use tokio::time::Instant;

use crate::random::fraction;

/// The heartbeats of one connection.
#[derive(Debug)]
pub(super) struct Heartbeat {
    interval: Duration,
    next: Instant,
    /// When the heartbeat that is not acknowledged yet was sent.
    unacknowledged: Option<Instant>,
}

impl Heartbeat {
    /// Schedules the first heartbeat after a random part of the interval, as Discord requires.
    pub(super) fn new(interval: Duration) -> Self {
        Self { interval, next: Instant::now() + interval.mul_f64(fraction()), unacknowledged: None }
    }

    /// Waits until a heartbeat is due.
    pub(super) async fn due(&self) {
        tokio::time::sleep_until(self.next).await;
    }

    /// Records that a heartbeat is sent. Returns `false` if the previous one was never acknowledged, so the connection is dead.
    pub(super) fn sent(&mut self) -> bool {
        let now = Instant::now();
        self.next = now + self.interval;
        self.unacknowledged.replace(now).is_none()
    }

    /// Records the acknowledgement and returns the latency.
    pub(super) fn acknowledged(&mut self) -> Option<Duration> {
        self.unacknowledged.take().map(|sent| sent.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Heartbeat;

    #[tokio::test(start_paused = true)]
    async fn a_missing_acknowledgement_is_noticed_at_the_next_heartbeat() {
        let interval = Duration::from_secs(40);
        let mut heartbeat = Heartbeat::new(interval);
        let begin = tokio::time::Instant::now();
        heartbeat.due().await;
        assert!(begin.elapsed() <= interval + Duration::from_millis(1), "the first one is early");
        assert!(heartbeat.sent());
        tokio::time::advance(Duration::from_millis(30)).await;
        assert_eq!(heartbeat.acknowledged(), Some(Duration::from_millis(30)));
        assert_eq!(heartbeat.acknowledged(), None);
        heartbeat.due().await;
        assert!(heartbeat.sent());
        heartbeat.due().await;
        assert!(!heartbeat.sent());
    }
}
