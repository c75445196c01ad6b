//! What operators have switched off and on while the bot runs: kept in a file, obeyed at every surface at once.

mod command;
mod log_command;
mod state;
mod table;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serenity::model::Timestamp;
use serenity::model::id::GuildId;

pub(crate) use self::command::Switch as SwitchCommand;
pub(crate) use self::log_command::Log as LogCommand;
use self::state::Store;
pub(crate) use self::state::{LogLevel, State, StateError, Switch, Target};
use self::table::Table;
use crate::command::{CommandKind, CommandSpec};
use crate::registry::Registry;

/// The switches of a running bot.
///
/// A look-up is a read lock held for the copy of one `Arc`; nothing is computed while somebody waits for an answer.
#[derive(Debug)]
pub(crate) struct Switches {
    store: Store,
    now: RwLock<Arc<Kept>>,
    /// One change at a time, from the file to the table.
    turn: Mutex<()>,
}

/// What is in the file, and what follows from it for each command and handler.
#[derive(Debug)]
struct Kept {
    state: Arc<State>,
    table: Table,
}

/// What somebody wants to be switched.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) target: Target,
    /// In this server only.
    pub(crate) guild_id: Option<GuildId>,
    /// `None` is what the program says itself.
    pub(crate) enabled: Option<bool>,
    /// Who wants it.
    pub(crate) by: String,
    pub(crate) reason: Option<String>,
}

impl Switches {
    /// The switches as the file has them; without a file they are forgotten at the end.
    ///
    /// # Errors
    ///
    /// [`StateError`] for a file that is there and cannot be read: what was switched off must not come back by that.
    pub(crate) fn open(file: Option<PathBuf>, registry: &Registry) -> Result<Self, StateError> {
        let store = Store::new(file);
        let state = store.read()?;
        Ok(Self { now: RwLock::new(Kept::new(state, registry)), store, turn: Mutex::default() })
    }

    /// The switches of a bot that keeps none.
    pub(crate) fn forgetful(registry: &Registry) -> Self {
        let now = RwLock::new(Kept::new(State::default(), registry));
        Self { now, store: Store::new(None), turn: Mutex::default() }
    }

    /// Whether a command is switched on, in a server or where there is none.
    pub(crate) fn is_on(&self, position: usize, guild: Option<GuildId>) -> bool {
        self.kept().table.command(position, guild)
    }

    /// Whether an event handler is.
    pub(crate) fn hears(&self, position: usize, guild: Option<GuildId>) -> bool {
        self.kept().table.handler(position, guild)
    }

    /// Whether a schedule is.
    pub(crate) fn runs(&self, position: usize) -> bool {
        self.kept().table.schedule(position)
    }

    pub(crate) fn count_on(&self) -> usize {
        self.kept().table.commands_on()
    }

    /// Everything that was switched, by whom, when and why.
    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.kept().state)
    }

    /// Writes a change down, and then obeys it.
    ///
    /// Blocks on the file: [`Runtime::switch`](crate::bot::Runtime::switch) is for tasks.
    ///
    /// # Errors
    ///
    /// [`StateError`] when it cannot be kept; then nothing is switched.
    pub(crate) fn switch(&self, change: Change, registry: &Registry) -> Result<Option<Switch>, StateError> {
        let now = Timestamp::now();
        let mut done = None;
        self.change(registry, |state| done = state.switch(change, now))?;
        Ok(done)
    }

    /// Writes down what is logged from now on.
    ///
    /// # Errors
    ///
    /// As [`switch`](Self::switch).
    pub(crate) fn log(&self, level: LogLevel, registry: &Registry) -> Result<(), StateError> {
        self.change(registry, |state| state.log = Some(level))
    }

    /// Reads the file again if somebody else has changed it; gives what was known before.
    ///
    /// # Errors
    ///
    /// [`StateError`] for a file that cannot be read; what was known goes on to count.
    pub(crate) fn refresh(&self, registry: &Registry) -> Result<Option<Arc<State>>, StateError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(state) = self.store.read_if_changed()? else { return Ok(None) };
        let before = self.state();
        self.put(state, registry);
        Ok(Some(before))
    }

    fn change(&self, registry: &Registry, change: impl FnOnce(&mut State)) -> Result<(), StateError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.store.change(&self.state(), change)?;
        self.put(state, registry);
        Ok(())
    }

    fn put(&self, state: State, registry: &Registry) {
        let kept = Kept::new(state, registry);
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = kept;
    }

    fn kept(&self) -> Arc<Kept> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    fn new(state: State, registry: &Registry) -> Arc<Self> {
        Arc::new(Self { table: Table::new(&state, registry), state: Arc::new(state) })
    }
}

/// What a command is called in the file: by its path, and if it is not called by name with its kind in front.
pub(crate) fn key(command: &CommandSpec) -> String {
    match command.kind {
        CommandKind::Chat => command.name.to_owned(),
        kind => format!("{}:{}", kind.as_str(), command.name),
    }
}

/// The command that an operator means: what is called by name comes first, then menus and components, which may also be
/// written with their kind in front, such as `component:vote`.
pub(crate) fn meant<'a>(registry: &'a Registry, name: &str) -> Option<&'a CommandSpec> {
    let kinds = [CommandKind::Chat, CommandKind::User, CommandKind::Message, CommandKind::Component];
    let by_name = kinds.into_iter().find_map(|kind| registry.position_of(kind, name));
    let found = by_name.and_then(|position| registry.at(position)).map(|command| &**command);
    found.or_else(|| registry.commands().find(|command| key(command) == name))
}

/// What an operator can name besides: the category and the handlers of the program, as they are written there.
pub(crate) fn category<'a>(registry: &'a Registry, name: &str) -> Option<&'a str> {
    let mut categories = registry.commands().map(|command| command.category);
    categories.find(|category| !category.is_empty() && category.eq_ignore_ascii_case(name))
}

/// The name of an event handler or a schedule.
pub(crate) fn handler<'a>(registry: &'a Registry, name: &str) -> Option<&'a str> {
    let handlers = registry.event_handlers().map(|handler| handler.name);
    let mut all = handlers.chain(registry.schedules().map(|schedule| schedule.handler.name));
    all.find(|handler| *handler == name)
}
