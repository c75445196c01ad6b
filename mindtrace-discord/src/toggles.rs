//! Toggles: operators disable and enable commands, categories and handlers while the bot runs. Toggles are stored in a file, or in the
//! Redis that several processes share, and apply to every surface at once.

#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod shared;
pub(crate) mod state;
mod store;
mod table;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serenity::model::Timestamp;
use serenity::model::id::GuildId;
use tokio::sync::mpsc;

use self::shared::SharedStore;
pub(crate) use self::state::{Change, LogLevel, State, Target, Toggle};
pub(crate) use self::store::StateError;
use self::store::Store;
use self::table::Table;
pub(crate) use self::table::{CommandTarget, Targets};
use crate::shared_state::SharedState;

/// The toggles of a running bot.
///
/// A look-up takes a read lock for the copy of one `Arc`. The table is computed for each change, not for each look-up.
#[derive(Debug)]
pub(crate) struct Toggles {
    store: Store,
    /// The state that several processes share, in place of the file.
    shared: Option<SharedStore>,
    targets: Targets,
    current: RwLock<Arc<Current>>,
    /// Locked during a change of the file and the table.
    changing: Mutex<()>,
}

/// The state of the file, and the table computed from it.
#[derive(Debug)]
struct Current {
    state: Arc<State>,
    table: Table,
}

impl Toggles {
    /// Opens the toggles in a file. Without a file they are lost when the bot stops.
    ///
    /// # Errors
    ///
    /// [`StateError`] for a file that exists and cannot be read, because disabled commands would be enabled again.
    pub(crate) fn open(file: Option<PathBuf>, targets: Targets) -> Result<Self, StateError> {
        let store = Store::new(file);
        let current = Current::new(store.read()?, &targets);
        let (shared, changing) = (None, Mutex::default());
        Ok(Self { store, shared, targets, current: RwLock::new(current), changing })
    }

    /// Opens the toggles that several processes share. Without an answer, every command has the state that the program declares until
    /// there is one.
    ///
    /// # Errors
    ///
    /// [`StateError::Shared`] for a text that cannot be read, because disabled commands would be enabled again.
    pub(crate) async fn open_shared(
        server: Arc<dyn SharedState>,
        targets: Targets,
    ) -> Result<Self, StateError> {
        let toggles = Self { shared: Some(SharedStore::new(server)), ..Self::open(None, targets)? };
        match toggles.refresh_shared().await {
            Ok(_) => Ok(toggles),
            Err(error @ StateError::Away(_)) => {
                tracing::error!(%error, "the toggles are not known: commands are enabled as the program declares");
                Ok(toggles)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the toggles are shared through Redis.
    pub(crate) fn are_shared(&self) -> bool {
        self.shared.is_some()
    }

    /// Returns the announcements of changes by other processes, if the toggles are shared.
    pub(crate) fn announcements(&self) -> Option<mpsc::Receiver<String>> {
        self.shared.as_ref().map(SharedStore::announcements)
    }

    /// Whether a command is enabled, in a guild or outside of guilds.
    pub(crate) fn is_enabled(&self, command: usize, guild: Option<GuildId>) -> bool {
        self.current().table.command(command, guild)
    }

    /// Whether an event handler is enabled.
    pub(crate) fn is_handler_enabled(&self, handler: usize, guild: Option<GuildId>) -> bool {
        self.current().table.handler(handler, guild)
    }

    /// Whether a schedule is enabled.
    pub(crate) fn is_schedule_enabled(&self, schedule: usize) -> bool {
        self.current().table.schedule(schedule)
    }

    /// The number of commands that are enabled globally.
    pub(crate) fn count_enabled(&self) -> usize {
        self.current().table.count_enabled()
    }

    /// Every toggle, with its operator, time and reason.
    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.current().state)
    }

    /// Writes a change to the file, then applies it. Blocks on the file.
    ///
    /// # Errors
    ///
    /// [`StateError`] if the file cannot be written; then no toggle changes.
    pub(crate) fn change(&self, change: Change) -> Result<Option<Toggle>, StateError> {
        let now = Timestamp::now();
        let mut set = None;
        self.write(|state| set = state.apply(change, now))?;
        Ok(set)
    }

    /// Writes the log level to the file. Blocks on the file.
    ///
    /// # Errors
    ///
    /// As [`change`](Self::change).
    pub(crate) fn set_log_level(&self, level: LogLevel) -> Result<(), StateError> {
        self.write(|state| state.log = Some(level))
    }

    /// Reads the file again if another process has changed it, and returns the previous state. Blocks on the file.
    ///
    /// # Errors
    ///
    /// [`StateError`] for a file that cannot be read; the previous state still applies.
    pub(crate) fn refresh(&self) -> Result<Option<Arc<State>>, StateError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(state) = self.store.read_if_changed()? else { return Ok(None) };
        let before = self.state();
        self.put(state);
        Ok(Some(before))
    }

    /// Changes shared toggles: the change is written, announced, and then applied.
    ///
    /// # Errors
    ///
    /// [`StateError::Away`] while Redis does not answer; then no toggle changes in this process.
    pub(crate) async fn change_shared(&self, change: Change) -> Result<Option<Toggle>, StateError> {
        let now = Timestamp::now();
        let mut set = None;
        self.write_shared(|state| set = state.apply(change.clone(), now)).await?;
        Ok(set)
    }

    /// Changes the shared log level.
    ///
    /// # Errors
    ///
    /// As [`change_shared`](Self::change_shared).
    pub(crate) async fn set_shared_log_level(&self, level: LogLevel) -> Result<(), StateError> {
        self.write_shared(|state| state.log = Some(level.clone())).await
    }

    /// Reads shared toggles again if another process has changed them, and returns the previous state.
    ///
    /// # Errors
    ///
    /// [`StateError`] if they cannot be read; the previous state still applies.
    pub(crate) async fn refresh_shared(&self) -> Result<Option<Arc<State>>, StateError> {
        let Some(shared) = &self.shared else { return Ok(None) };
        let mut known = shared.lock().await;
        let Some(state) = shared.read_if_changed(&mut known).await? else { return Ok(None) };
        let before = self.state();
        self.put(state);
        Ok(Some(before))
    }

    async fn write_shared(&self, change: impl FnMut(&mut State) + Send) -> Result<(), StateError> {
        let Some(shared) = &self.shared else { return Ok(()) };
        let mut known = shared.lock().await;
        let state = shared.change(&mut known, &self.state(), change).await?;
        self.put(state);
        Ok(())
    }

    fn write(&self, change: impl FnOnce(&mut State)) -> Result<(), StateError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.store.change(&self.state(), change)?;
        self.put(state);
        Ok(())
    }

    fn put(&self, state: State) {
        let current = Current::new(state, &self.targets);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = current;
    }

    fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Current {
    fn new(state: State, targets: &Targets) -> Arc<Self> {
        Arc::new(Self { table: Table::new(&state, targets), state: Arc::new(state) })
    }
}
