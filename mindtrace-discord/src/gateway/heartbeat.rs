//! Heartbeats: when the next one is due, and whether the last one was answered.

use std::time::Duration;

use tokio::time::Instant;

use super::backoff::random;

/// The heartbeat of one connection.
#[derive(Debug)]
pub(super) struct Heartbeat {
    interval: Duration,
    next: Instant,
    /// When the beat went out that is not answered yet.
    unanswered: Option<Instant>,
}

impl Heartbeat {
    /// The first beat comes after a random part of the interval, as Discord asks for.
    pub(super) fn new(interval: Duration) -> Self {
        Self { interval, next: Instant::now() + interval.mul_f64(random()), unanswered: None }
    }

    /// Waits until a beat is due.
    pub(super) async fn due(&self) {
        tokio::time::sleep_until(self.next).await;
    }

    /// A beat goes out; `false` when the one before was never answered, and so nobody is there.
    pub(super) fn beat(&mut self) -> bool {
        let now = Instant::now();
        self.next = now + self.interval;
        self.unanswered.replace(now).is_none()
    }

    /// The beat was answered; gives how long that took.
    pub(super) fn answered(&mut self) -> Option<Duration> {
        self.unanswered.take().map(|sent| sent.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Heartbeat;

    #[tokio::test(start_paused = true)]
    async fn a_beat_that_nobody_answers_is_noticed_at_the_next() {
        let interval = Duration::from_secs(40);
        let mut heart = Heartbeat::new(interval);
        let begin = tokio::time::Instant::now();
        heart.due().await;
        assert!(begin.elapsed() <= interval + Duration::from_millis(1), "the first comes early");
        assert!(heart.beat());
        tokio::time::advance(Duration::from_millis(30)).await;
        assert_eq!(heart.answered(), Some(Duration::from_millis(30)));
        assert_eq!(heart.answered(), None);
        heart.due().await;
        assert!(heart.beat());
        heart.due().await;
        assert!(!heart.beat());
    }
}
