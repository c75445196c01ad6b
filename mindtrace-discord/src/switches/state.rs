//! The file: who switched what, when and why. It is replaced as a whole, so nobody ever reads half of it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serenity::model::Timestamp;
use serenity::model::id::GuildId;

use super::Change;

/// What is kept from one start to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// What is logged, if somebody changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<LogLevel>,
    #[serde(default)]
    pub(crate) switches: Vec<Switch>,
}

/// What is logged, and who wanted it so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LogLevel {
    /// A level or filters; `None` is what the bot is started with.
    pub(crate) level: Option<String>,
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    pub(crate) reason: Option<String>,
}

impl LogLevel {
    /// From now on.
    pub(crate) fn new(level: Option<String>, by: String, reason: Option<String>) -> Self {
        Self { level, by, at: Timestamp::now(), reason }
    }
}

/// Something that was switched off or on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Switch {
    #[serde(flatten)]
    pub(crate) target: Target,
    /// The server, or `None` for everywhere.
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) enabled: bool,
    /// Who did it.
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    pub(crate) reason: Option<String>,
}

/// What was switched.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    Command(String),
    Category(String),
    Handler(String),
}

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{} {what}: {source}", path.display())]
pub(crate) struct StateError {
    path: PathBuf,
    what: &'static str,
    source: io::Error,
}

impl StateError {
    /// The change was broken off, because the process ends.
    pub(crate) fn stopped() -> Self {
        failed(Path::new(""), "was not written", io::Error::other("the process ends"))
    }
}

impl Target {
    /// What kind of thing it is, and its name.
    pub(crate) fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Command(name) => ("command", name),
            Self::Category(name) => ("category", name),
            Self::Handler(name) => ("handler", name),
        }
    }
}

impl State {
    /// Replaces what was said of the same thing in the same place; gives what is said now.
    pub(super) fn switch(&mut self, change: Change, at: Timestamp) -> Option<Switch> {
        let Change { target, guild_id, enabled, by, reason } = change;
        self.switches.retain(|switch| (&switch.target, switch.guild_id) != (&target, guild_id));
        let switch = Switch { target, guild_id, enabled: enabled?, by, at, reason };
        self.switches.push(switch.clone());
        Some(switch)
    }

    /// What is logged, if somebody changed it.
    pub(crate) fn log_level(&self) -> Option<&str> {
        self.log.as_ref()?.level.as_deref()
    }

    /// What was switched from this state to a later one.
    pub(crate) fn changes(&self, later: &Self) -> Vec<Change> {
        let new = later.switches.iter().filter(|switch| !self.switches.contains(switch));
        let new = new.cloned().map(|switch| {
            let Switch { target, guild_id, enabled, by, reason, .. } = switch;
            Change { target, guild_id, enabled: Some(enabled), by, reason }
        });
        let gone = self.switches.iter().filter(|switch| later.of(&switch.target, switch.guild_id).is_none());
        let gone = gone.map(|switch| Change {
            target: switch.target.clone(),
            guild_id: switch.guild_id,
            enabled: None,
            // A switch that is gone says nothing of who took it away.
            by: "another process".to_owned(),
            reason: None,
        });
        new.chain(gone).collect()
    }

    /// What is said of a thing in a place.
    pub(crate) fn of(&self, target: &Target, guild_id: Option<GuildId>) -> Option<&Switch> {
        self.switches.iter().find(|switch| switch.target == *target && switch.guild_id == guild_id)
    }
}

/// The file, and what was last seen in it.
///
/// The text itself is compared, not the time of the file: two writes may share one.
#[derive(Debug)]
pub(super) struct Store {
    file: Option<PathBuf>,
    seen: Mutex<Option<Vec<u8>>>,
}

impl Store {
    pub(super) fn new(file: Option<PathBuf>) -> Self {
        Self { file, seen: Mutex::default() }
    }

    /// What is in the file; nothing, if there is none.
    pub(super) fn read(&self) -> Result<State, StateError> {
        let Some(path) = &self.file else { return Ok(State::default()) };
        let text = text(path)?;
        self.parse(path, text)
    }

    /// What is in the file, if it is another than what was last seen there.
    pub(super) fn read_if_changed(&self) -> Result<Option<State>, StateError> {
        let Some(path) = &self.file else { return Ok(None) };
        let text = text(path)?;
        if text == *self.seen() {
            return Ok(None);
        }
        self.parse(path, text).map(Some)
    }

    fn parse(&self, path: &Path, text: Option<Vec<u8>>) -> Result<State, StateError> {
        let state = match &text {
            Some(text) => serde_json::from_slice(text)
                .map_err(|error| failed(path, "is not what this program writes", error.into())),
            None => Ok(State::default()),
        };
        *self.seen() = text;
        state
    }

    /// Changes the file. Several processes may do so: one at a time, each on top of what the others wrote.
    pub(super) fn change(&self, known: &State, change: impl FnOnce(&mut State)) -> Result<State, StateError> {
        let Some(path) = &self.file else {
            let mut state = known.clone();
            change(&mut state);
            return Ok(state);
        };
        // The file itself is replaced, so the lock is on a neighbour that stays; it ends when it is closed.
        let lock = beside(path, "lock");
        let guard = File::create(&lock).and_then(|file| file.lock().map(|()| file));
        let _guard = guard.map_err(|error| failed(&lock, "cannot be locked", error))?;
        let mut state = self.read()?;
        change(&mut state);
        let text = write(path, &state).map_err(|error| failed(path, "cannot be written", error))?;
        *self.seen() = Some(text);
        Ok(state)
    }

    fn seen(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The text of the file; `None` when there is none.
fn text(path: &Path) -> Result<Option<Vec<u8>>, StateError> {
    match std::fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, "cannot be read", error)),
    }
}

/// Writes beside, forces it to the disk, and puts it in its place in one step; gives what was written.
fn write(path: &Path, state: &State) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(state)?;
    text.push(b'\n');
    let new = beside(path, "new");
    let mut file = File::create(&new)?;
    file.write_all(&text)?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    Ok(text)
}

/// The same path with one more extension.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn failed(path: &Path, what: &'static str, source: io::Error) -> StateError {
    StateError { path: path.to_owned(), what, source }
}

#[cfg(test)]
mod tests {
    use super::{Change, State, Store, Target, Timestamp};

    fn change(target: Target, enabled: Option<bool>) -> Change {
        Change { target, guild_id: None, enabled, by: "me".to_owned(), reason: None }
    }

    fn hello() -> Target {
        Target::Command("hello".to_owned())
    }

    #[test]
    fn a_thing_has_one_switch_in_one_place() {
        let (mut state, now) = (State::default(), Timestamp::now());
        state.switch(change(hello(), Some(false)), now);
        let here = Change { guild_id: Some(1.into()), ..change(hello(), Some(true)) };
        state.switch(here, now);
        state.switch(change(hello(), Some(true)), now);
        assert_eq!(state.switches.len(), 2);
        assert!(state.of(&hello(), None).is_some_and(|switch| switch.enabled));
        assert_eq!(state.switch(change(hello(), None), now), None);
        assert_eq!(state.of(&hello(), None), None);
        assert_eq!(state.switches.len(), 1);
    }

    #[test]
    fn two_processes_write_on_top_of_each_other() {
        let folder = std::env::temp_dir().join(format!("switches-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("state.json");
        let (one, two) = (Store::new(Some(file.clone())), Store::new(Some(file.clone())));
        let now = Timestamp::now();
        assert_eq!(one.read().unwrap(), State::default());
        one.change(&State::default(), |state| drop(state.switch(change(hello(), Some(false)), now))).unwrap();
        let fun = Target::Category("Fun".to_owned());
        let state = two.change(&State::default(), |state| drop(state.switch(change(fun, Some(false)), now)));
        assert_eq!(state.unwrap().switches.len(), 2);
        assert_eq!(one.read_if_changed().unwrap().unwrap().switches.len(), 2);
        assert_eq!(one.read_if_changed().unwrap(), None);
        let (before, mut after) = (one.read().unwrap(), one.read().unwrap());
        after.switch(change(hello(), None), now);
        let fun = Target::Category("Fun".to_owned());
        after.switch(Change { guild_id: Some(1.into()), ..change(fun.clone(), Some(true)) }, now);
        let found: Vec<_> = before
            .changes(&after)
            .into_iter()
            .map(|change| (change.target, change.guild_id, change.enabled))
            .collect();
        assert_eq!(found, [(fun, Some(1.into()), Some(true)), (hello(), None, None)]);
        std::fs::write(&file, "{").unwrap();
        assert!(one.read().unwrap_err().to_string().contains("is not what this program writes"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
