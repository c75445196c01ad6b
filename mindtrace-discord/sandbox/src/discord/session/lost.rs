//! Sessions that lost their connection.

use tokio::{
    sync::mpsc::UnboundedSender,
    time::{Duration, Instant},
};

use super::{Outgoing, Session, Sessions};

/// How long a session can be resumed without a connection. Discord documents no number.
const RESUMABLE: Duration = Duration::from_mins(5);

impl Sessions {
    /// Drops the sessions that were without a connection at a call of this method that long ago, and since.
    ///
    /// A bot that is restarted and does not close its connection leaves a session each time, to which every event would be dispatched.
    pub(crate) fn forget_lost(&mut self, now: Instant) {
        self.all.retain(|_, session| {
            if session.is_connected() {
                session.lost = None;
                return true;
            }
            let lost = *session.lost.get_or_insert(now);
            now.saturating_duration_since(lost) < RESUMABLE
        });
    }
}

impl Session {
    /// Returns whether a resume moved the session to another connection than this one.
    pub(crate) fn is_elsewhere(&self, connection: &UnboundedSender<Outgoing>) -> bool {
        self.connection.as_ref().is_some_and(|current| !current.same_channel(connection))
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::gateway::GatewayIntents;
    use tokio::sync::mpsc;

    use super::*;

    #[test]
    fn only_sessions_without_a_connection_are_forgotten() {
        let session = |connection| Session::new(GatewayIntents::empty(), (0, 1), false, 50, connection);
        let (connected, inbox) = mpsc::unbounded_channel();
        let (ended, _) = mpsc::unbounded_channel();
        let mut sessions = Sessions::default();
        sessions.all.insert("connected".to_owned(), session(connected));
        sessions.all.insert("lost".to_owned(), session(ended));
        let now = Instant::now();
        sessions.forget_lost(now);
        sessions.forget_lost(now + RESUMABLE / 2);
        assert_eq!(sessions.all.len(), 2);
        sessions.forget_lost(now + RESUMABLE);
        assert_eq!(sessions.all.keys().collect::<Vec<_>>(), ["connected"]);
        drop(inbox);
    }
}
