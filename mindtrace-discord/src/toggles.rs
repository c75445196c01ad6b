//! Toggles: operators disable and enable commands, categories and handlers while the bot runs. Toggles are stored in a file and
//! apply to every surface at once.

pub(crate) mod state;
mod store;
mod table;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serenity::model::Timestamp;
use serenity::model::id::GuildId;

pub(crate) use self::state::{Change, LogLevel, State, Target, Toggle};
pub(crate) use self::store::StateError;
use self::store::Store;
use self::table::Table;
pub(crate) use self::table::{CommandTarget, Targets};

/// The toggles of a running bot.
///
/// A look-up takes a read lock for the copy of one `Arc`. The table is computed for each change, not for each look-up.
#[derive(Debug)]
pub(crate) struct Toggles {
    store: Store,
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
        Ok(Self { store, targets, current: RwLock::new(current), changing: Mutex::default() })
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

    /// Consumes the file again if another process has changed it, and returns the previous state. Blocks on the file.
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
