//! The file that keeps the state. It is replaced as a whole, so a reader never sees half of it.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use super::State;

/// How long to wait for another process that writes to the file.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// How often the lock is tried meanwhile.
const LOCK_RETRY: Duration = Duration::from_millis(20);

/// The file, and the text that was last seen in it.
///
/// The text is compared, not the time of the file: two writes may share one.
#[derive(Debug)]
pub(super) struct Store {
    file: Option<PathBuf>,
    seen: Mutex<Option<Vec<u8>>>,
}

/// The state file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{} {what}: {source}", path.display())]
pub(crate) struct StateError {
    path: PathBuf,
    what: &'static str,
    source: io::Error,
}

impl StateError {
    /// The change was interrupted, because the process ends.
    pub(crate) fn stopped() -> Self {
        failed(Path::new(""), "was not written", io::Error::other("the process ends"))
    }
}

impl Store {
    pub(super) fn new(file: Option<PathBuf>) -> Self {
        Self { file, seen: Mutex::default() }
    }

    /// The state in the file; the empty state if there is no file.
    pub(super) fn read(&self) -> Result<State, StateError> {
        let Some(path) = &self.file else { return Ok(State::default()) };
        let text = text(path)?;
        self.parse(path, text)
    }

    /// The state in the file, if its text is not the one that was seen last.
    pub(super) fn read_if_changed(&self) -> Result<Option<State>, StateError> {
        let Some(path) = &self.file else { return Ok(None) };
        let text = text(path)?;
        if text == *self.seen() {
            return Ok(None);
        }
        self.parse(path, text).map(Some)
    }

    /// Changes the file. Several processes may do so: one at a time, each on top of what the others wrote.
    pub(super) fn change(&self, known: &State, change: impl FnOnce(&mut State)) -> Result<State, StateError> {
        let Some(path) = &self.file else {
            let mut state = known.clone();
            change(&mut state);
            return Ok(state);
        };
        // The file itself is replaced, so the lock is on a neighbour that stays; it is released when it is closed.
        let lock = beside(path, "lock");
        let _guard = locked(&lock).map_err(|error| failed(&lock, "cannot be locked", error))?;
        let mut state = self.read()?;
        change(&mut state);
        let text = write(path, &state).map_err(|error| failed(path, "cannot be written", error))?;
        *self.seen() = Some(text);
        Ok(state)
    }

    fn parse(&self, path: &Path, text: Option<Vec<u8>>) -> Result<State, StateError> {
        let state = match &text {
            // serde takes a list for a struct as well; this file is an object.
            Some(text) => serde_json::from_slice::<Map<String, Value>>(text)
                .and_then(|object| serde_json::from_value(Value::Object(object)))
                .map_err(|error| failed(path, "is not what this program writes", error.into())),
            None => Ok(State::default()),
        };
        *self.seen() = text;
        state
    }

    fn seen(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file, locked, unless another process holds the lock for too long.
fn locked(path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= LOCK_TIMEOUT => {
                let held = format!("another process has held the lock for {LOCK_TIMEOUT:?}");
                return Err(io::Error::new(io::ErrorKind::TimedOut, held));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_RETRY),
        }
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

/// Writes a file beside it, syncs it to the disk, and renames it over the old one. Returns the text written.
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
    use serenity::model::Timestamp;

    use super::Store;
    use crate::toggles::{Change, State, Target};

    fn disable(target: Target) -> impl FnOnce(&mut State) {
        let change =
            Change { target, guild_id: None, enabled: Some(false), by: "me".to_owned(), reason: None };
        move |state| drop(state.apply(change, Timestamp::now()))
    }

    #[test]
    fn two_processes_write_on_top_of_each_other() {
        let folder = std::env::temp_dir().join(format!("toggles-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("state.json");
        let (one, two) = (Store::new(Some(file.clone())), Store::new(Some(file.clone())));
        assert_eq!(one.read().unwrap(), State::default());
        one.change(&State::default(), disable(Target::Command("hello".to_owned()))).unwrap();
        let state = two.change(&State::default(), disable(Target::Category("Fun".to_owned())));
        assert_eq!(state.unwrap().toggles.len(), 2);
        assert_eq!(one.read_if_changed().unwrap().unwrap().toggles.len(), 2);
        assert_eq!(one.read_if_changed().unwrap(), None);
        for unreadable in ["{", "[]", "[null, []]", "null", "\"\"", "{\"toggles\": {}}"] {
            std::fs::write(&file, unreadable).unwrap();
            let error = one.read().unwrap_err().to_string();
            assert!(error.contains("is not what this program writes"), "{unreadable}: {error}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
