//! The dispatches that Discord sends again to the process that takes over a session: which of their events are still to be handled.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The dispatches that a process has received before the one that resumes its session.
///
/// Their events were handled there, and so were their calls, except for the events that waited when that process stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Replay {
    /// The sequence number of the last of them.
    until: u64,
    /// The sequence numbers of the dispatches whose events are still to be handled, by the name of the event.
    waiting: BTreeMap<String, BTreeSet<u64>>,
}

impl Replay {
    /// Creates a replay up to this sequence number, in which no event waits.
    pub(super) fn new(until: u64) -> Self {
        Self { until, waiting: BTreeMap::new() }
    }

    /// The sequence number of the last dispatch.
    pub(super) fn until(&self) -> u64 {
        self.until
    }

    /// Returns whether a dispatch is sent again.
    pub(super) fn includes(&self, seq: u64) -> bool {
        seq <= self.until
    }

    /// Adds an event that is still to be handled.
    pub(super) fn add(&mut self, event: &str, seq: u64) {
        if let Some(seqs) = self.waiting.get_mut(event) {
            seqs.insert(seq);
        } else {
            self.waiting.insert(event.to_owned(), BTreeSet::from([seq]));
        }
    }

    /// Returns whether an event of a dispatch is still to be handled.
    pub(super) fn is_due(&self, event: &str, seq: u64) -> bool {
        self.waiting.get(event).is_some_and(|seqs| seqs.contains(&seq))
    }

    /// Returns what is left of the replay after this sequence number, up to a later one.
    pub(super) fn rest(mut self, after: u64) -> Self {
        self.waiting.values_mut().for_each(|seqs| *seqs = seqs.split_off(&after.saturating_add(1)));
        self.waiting.retain(|_, seqs| !seqs.is_empty());
        Self { until: self.until.max(after), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::Replay;

    #[test]
    fn only_events_that_waited_are_due() {
        let mut replay = Replay::new(9);
        replay.add("Reaction", 5);
        replay.add("Reaction", 7);
        replay.add("MemberJoin", 6);
        assert!(replay.includes(9) && !replay.includes(10));
        assert!(
            replay.is_due("Reaction", 5) && replay.is_due("Reaction", 7) && replay.is_due("MemberJoin", 6)
        );
        assert!(!replay.is_due("Reaction", 6) && !replay.is_due("ReactionAdd", 5));
        let text = serde_json::to_string(&replay).unwrap();
        assert_eq!(serde_json::from_str::<Replay>(&text).unwrap(), replay);
    }

    #[test]
    fn the_rest_begins_after_a_dispatch() {
        let mut replay = Replay::new(9);
        replay.add("Reaction", 5);
        replay.add("Reaction", 7);
        replay.add("MemberJoin", 5);
        let rest = replay.rest(5);
        assert!(!rest.is_due("Reaction", 5) && !rest.is_due("MemberJoin", 5) && rest.is_due("Reaction", 7));
        assert_eq!(rest.until(), 9);
        assert_eq!(rest.rest(12), Replay::new(12), "the replay is over");
    }
}
