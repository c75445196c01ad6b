//! The state in the Redis that several processes share: the text of the state file, under one key.

use std::sync::Arc;

use tokio::sync::{Mutex, MutexGuard, mpsc};

use super::State;
use super::store::{StateError, parse};
use crate::shared_state::SharedState;

/// The key of the state, and the channel on which a change is announced.
const KEY: &str = "state";

/// How often a change is tried again because another process was faster.
const ATTEMPTS: usize = 8;

/// The state that several processes share.
#[derive(Debug)]
pub(super) struct SharedStore {
    server: Arc<dyn SharedState>,
    /// The text that was last read or written. Locked during a change, so that changes and reads are applied in their order.
    known: Mutex<Option<String>>,
}

/// The text that was last read or written.
pub(super) type Known<'a> = MutexGuard<'a, Option<String>>;

impl SharedStore {
    pub(super) fn new(server: Arc<dyn SharedState>) -> Self {
        Self { server, known: Mutex::default() }
    }

    /// Waits for the end of other reads and changes of this process.
    pub(super) async fn lock(&self) -> Known<'_> {
        self.known.lock().await
    }

    /// Reads the state if its text differs from the last one.
    ///
    /// A Redis that has lost its data gets the text back: disabled commands stay disabled.
    pub(super) async fn read_if_changed(&self, known: &mut Known<'_>) -> Result<Option<State>, StateError> {
        let found = self.server.get(KEY).await?;
        if found == **known {
            return Ok(None);
        }
        let Some(found) = found else {
            if self.server.swap(KEY, None, known.as_deref(), None).await? {
                tracing::warn!(
                    "Redis has lost the toggles; those that this process knows were written again"
                );
            }
            return Ok(None);
        };
        let state = parse(found.as_bytes()).map_err(StateError::Shared)?;
        **known = Some(found);
        Ok(Some(state))
    }

    /// Changes the state that was written last, and announces the change. `current` applies if nothing was written.
    pub(super) async fn change(
        &self,
        known: &mut Known<'_>,
        current: &State,
        mut change: impl FnMut(&mut State) + Send,
    ) -> Result<State, StateError> {
        for _ in 0..ATTEMPTS {
            let found = self.server.get(KEY).await?;
            let mut state = match &found {
                Some(found) => parse(found.as_bytes()).map_err(StateError::Shared)?,
                None => current.clone(),
            };
            change(&mut state);
            let new = serde_json::to_string(&state).map_err(StateError::Shared)?;
            if self.server.swap(KEY, found.as_deref(), Some(&new), None).await? {
                **known = Some(new);
                // The others read it within two seconds anyway.
                if self.server.publish(KEY, "changed").await.is_err() {
                    tracing::debug!("a change of the toggles could not be announced");
                }
                return Ok(state);
            }
        }
        Err(StateError::Contended)
    }

    /// Returns the announcements of changes.
    pub(super) fn announcements(&self) -> mpsc::Receiver<String> {
        self.server.subscribe(KEY)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serenity::model::Timestamp;

    use super::SharedStore;
    use crate::shared_state::{MemoryState, SharedState};
    use crate::toggles::{Change, State, Target};

    fn disable(name: &str) -> impl FnMut(&mut State) + Send + use<> {
        let target = Target::Command(name.to_owned());
        let change =
            Change { target, guild_id: None, enabled: Some(false), by: "me".to_owned(), reason: None };
        move |state| drop(state.apply(change.clone(), Timestamp::now()))
    }

    #[tokio::test]
    async fn changes_of_two_processes_are_merged_and_survive_a_flush() {
        let server: Arc<dyn SharedState> = Arc::new(MemoryState::default());
        let (one, two) = (SharedStore::new(Arc::clone(&server)), SharedStore::new(Arc::clone(&server)));
        let mut announced = two.announcements();
        let (mut first, mut second) = (one.lock().await, two.lock().await);
        assert_eq!(one.read_if_changed(&mut first).await.unwrap(), None);
        one.change(&mut first, &State::default(), disable("hello")).await.unwrap();
        assert_eq!(announced.recv().await.as_deref(), Some("changed"));
        let state = two.change(&mut second, &State::default(), disable("bye")).await.unwrap();
        assert_eq!(state.toggles.len(), 2);
        assert_eq!(one.read_if_changed(&mut first).await.unwrap().unwrap().toggles.len(), 2);
        assert_eq!(one.read_if_changed(&mut first).await.unwrap(), None);
        let text = server.get("state").await.unwrap().unwrap();
        server.swap("state", Some(&text), None, None).await.unwrap();
        assert_eq!(two.read_if_changed(&mut second).await.unwrap(), None);
        assert_eq!(server.get("state").await.unwrap(), Some(text));
        server.swap("state", server.get("state").await.unwrap().as_deref(), Some("[]"), None).await.unwrap();
        let error = one.read_if_changed(&mut first).await.unwrap_err().to_string();
        assert!(error.contains("is not valid"), "{error}");
    }
}
