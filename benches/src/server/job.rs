//! Jobs: what to send, and the account of what came back.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The kind of the events that a job sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Messages with the command `!echo`.
    Prefix,
    /// Interactions of the slash command `/echo`.
    Slash,
    /// Messages that are no command, and one command behind them.
    Noise,
}

/// Events to send to the bot.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Job {
    /// The kind of the events.
    pub mode: Mode,
    /// The number of events.
    pub count: u64,
    /// The number of commands that wait for their answers at once.
    pub in_flight: u64,
    /// The pause after each message that is no command; 0 sends as fast as the bot reads.
    #[serde(default)]
    pub gap_micros: u64,
    /// Whether 1 % of requests fail and the gateway drops its connection every ten seconds.
    #[serde(default)]
    pub faults: bool,
}

/// The result of a job.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// The job.
    pub job: Job,
    /// The number of commands that were answered.
    pub replies: u64,
    /// The number of commands that were not.
    pub lost: u64,
    /// The number of further answers to commands that had been answered.
    pub doubled: u64,
    /// The number of answers with a text that no command had.
    pub wrong: u64,
    /// The time from the first event to the last answer.
    pub seconds: f64,
    /// Events per second.
    pub throughput: f64,
    /// The median time from an event to its answer, in microseconds.
    pub p50_micros: f64,
    /// The 99th percentile of that time.
    pub p99_micros: f64,
    /// Requests that the server does not know, as `METHOD path`.
    pub unknown: BTreeSet<String>,
}

/// The account of the job that is running.
#[derive(Debug)]
pub(super) struct Account {
    job: Job,
    /// The number of the first command.
    first: u64,
    /// The commands to send; one if the events are no commands.
    commands: u64,
    /// When each command was sent.
    sent: Vec<Instant>,
    answers: Vec<u32>,
    latencies: Vec<Duration>,
    wrong: u64,
    begun: Instant,
    last: Instant,
}

impl Account {
    pub(super) fn new(job: Job, first: u64) -> Self {
        let commands = if job.mode == Mode::Noise { 1 } else { job.count };
        let room = usize::try_from(commands).unwrap_or_default();
        let now = Instant::now();
        Self {
            job,
            first,
            commands,
            sent: Vec::with_capacity(room),
            answers: vec![0; room],
            latencies: Vec::with_capacity(room),
            wrong: 0,
            begun: now,
            last: now,
        }
    }

    /// Returns the number of the next command, if one is to be sent.
    pub(super) fn next(&mut self) -> Option<u64> {
        let sent = self.sent.len() as u64;
        if sent == self.commands {
            return None;
        }
        self.sent.push(Instant::now());
        Some(self.first + sent)
    }

    /// Counts an answer with the text of this command, or with another text. Returns whether it is the first one of its command.
    pub(super) fn answered(&mut self, number: Option<u64>) -> bool {
        let index = number.and_then(|number| usize::try_from(number.checked_sub(self.first)?).ok());
        let Some((index, sent)) = index.and_then(|index| Some((index, *self.sent.get(index)?))) else {
            self.wrong += 1;
            return false;
        };
        let Some(count) = self.answers.get_mut(index) else { return false };
        *count += 1;
        if *count > 1 {
            return false;
        }
        self.last = Instant::now();
        self.latencies.push(self.last - sent);
        true
    }

    pub(super) fn mode(&self) -> Mode {
        self.job.mode
    }

    /// Whether every command is answered.
    pub(super) fn is_complete(&self) -> bool {
        self.latencies.len() as u64 == self.commands
    }

    /// The number of commands that are answered.
    pub(super) fn replies(&self) -> u64 {
        self.latencies.len() as u64
    }

    pub(super) fn outcome(mut self, unknown: BTreeSet<String>) -> Outcome {
        self.latencies.sort_unstable();
        let seconds = (self.last - self.begun).as_secs_f64();
        let replies = self.latencies.len() as u64;
        let events = if self.job.mode == Mode::Noise { self.job.count } else { replies };
        Outcome {
            job: self.job,
            replies,
            lost: self.commands - replies,
            doubled: self.answers.iter().map(|count| u64::from(count.saturating_sub(1))).sum(),
            wrong: self.wrong,
            seconds,
            throughput: if seconds > 0.0 { as_float(events) / seconds } else { 0.0 },
            p50_micros: percentile(&self.latencies, 50),
            p99_micros: percentile(&self.latencies, 99),
            unknown,
        }
    }
}

/// Returns a percentile of sorted times, in microseconds.
fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e6)
}

/// Converts a count, of which there are never as many as a `f64` cannot hold.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn as_float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Account, Job, Mode};

    #[test]
    fn lost_doubled_and_wrong_answers_are_counted() {
        let job = Job { mode: Mode::Prefix, count: 3, in_flight: 1, gap_micros: 0, faults: false };
        let mut account = Account::new(job, 10);
        assert_eq!(
            [account.next(), account.next(), account.next(), account.next()],
            [Some(10), Some(11), Some(12), None]
        );
        assert!(account.answered(Some(10)));
        assert!(!account.answered(Some(10)), "a second answer");
        assert!(account.answered(Some(12)));
        for wrong in [Some(9), Some(13), None] {
            assert!(!account.answered(wrong));
        }
        assert!(!account.is_complete());
        let outcome = account.outcome(BTreeSet::new());
        assert_eq!((outcome.replies, outcome.lost, outcome.doubled, outcome.wrong), (2, 1, 1, 3));
    }
}
