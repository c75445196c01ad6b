//! Which code of the bot runs on a thread right now, so that code that blocks its thread can be named.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::source::Source;

/// How often the polls are checked. Code that is still polled at the second check counts as blocking.
const CHECK: Duration = Duration::from_secs(1);

/// A piece of the bot's code: a command or a handler.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) source: Source,
}

/// The polls of the bot's code that have not returned yet: at most one for each thread.
#[derive(Default)]
pub(crate) struct Polls(Mutex<State>);

#[derive(Default)]
struct State {
    running: Vec<Running>,
    begun: u64,
    /// The checks so far. A counter instead of the time, because it is read at every poll.
    checks: u64,
}

struct Running {
    id: u64,
    subject: Subject,
    begun_at: u64,
}

impl Polls {
    /// Returns the names of the commands and handlers that block their thread.
    pub(crate) fn blocking(&self) -> Vec<&'static str> {
        let state = self.state();
        let blocking = state.running.iter().filter(|running| state.checks - running.begun_at >= 2);
        blocking.map(|running| running.subject.name).collect()
    }

    /// Logs the code that blocks its thread, forever.
    pub(crate) async fn watch(&self) {
        let mut checks = tokio::time::interval(CHECK);
        loop {
            checks.tick().await;
            self.check();
        }
    }

    fn check(&self) {
        let mut state = self.state();
        state.checks += 1;
        for running in state.running.iter().filter(|running| state.checks - running.begun_at == 2) {
            let Subject { name, source } = running.subject;
            tracing::error!(
                handler = name,
                %source,
                "a handler blocks its thread, so others wait; run blocking code in `tokio::task::spawn_blocking`"
            );
        }
    }

    /// Records that code runs, until the result is dropped.
    pub(crate) fn begin(&self, subject: Subject) -> Guard<'_> {
        let mut state = self.state();
        state.begun += 1;
        let (id, begun_at) = (state.begun, state.checks);
        state.running.push(Running { id, subject, begun_at });
        Guard { polls: self, id }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Polls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Polls").field("running", &self.state().running.len()).finish()
    }
}

/// One poll, until it is dropped.
pub(crate) struct Guard<'p> {
    polls: &'p Polls,
    id: u64,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let mut state = self.polls.state();
        let Some(position) = state.running.iter().position(|running| running.id == self.id) else { return };
        let Running { subject, begun_at, .. } = state.running.swap_remove(position);
        let checks = state.checks - begun_at;
        drop(state);
        if checks >= 2 {
            let seconds = CHECK.as_secs() * (checks - 1);
            tracing::warn!(
                handler = subject.name,
                seconds,
                "the handler no longer blocks its thread; it did for longer than this"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Polls, Subject};
    use crate::source::Source;

    #[test]
    fn code_that_is_polled_across_two_checks_blocks() {
        let polls = Polls::default();
        let subject = |name| Subject { name, source: Source { file: file!(), line: line!() } };
        let slow = polls.begin(subject("slow"));
        polls.check();
        let fast = polls.begin(subject("fast"));
        assert!(polls.blocking().is_empty());
        polls.check();
        assert_eq!(polls.blocking(), ["slow"]);
        drop(slow);
        assert!(polls.blocking().is_empty());
        drop(fast);
        assert!(polls.state().running.is_empty());
    }
}
