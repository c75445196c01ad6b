//! The state file. It is replaced as a whole, so a reader never sees half of it.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use super::State;
use crate::shared_state::Away;

/// How long to wait for another process that writes to the file.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// The time between two attempts to lock.
const LOCK_RETRY: Duration = Duration::from_millis(20);

/// The state file, and the text that was last read from or written to it.
///
/// The text is compared, not the modification time, because two writes may share one time.
#[derive(Debug)]
pub(super) struct Store {
    file: Option<PathBuf>,
    last_text: Mutex<Option<Vec<u8>>>,
}

/// The state file, or the state in Redis, cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StateError {
    /// The file cannot be used.
    #[error("{} {problem}: {source}", path.display())]
    File { path: PathBuf, problem: &'static str, source: io::Error },
    /// Redis does not answer.
    #[error("{0}, so the last state stays in effect")]
    Away(#[from] Away),
    /// The text in Redis is not a state.
    #[error("the state in Redis is not valid: {0}")]
    Shared(serde_json::Error),
    /// Other processes changed the state each time it was about to be changed.
    #[error("the state in Redis is changed by too many processes at once")]
    Contended,
}

impl StateError {
    /// The change was interrupted, because the process is shutting down.
    pub(crate) fn stopped() -> Self {
        failed(Path::new(""), "was not written", io::Error::other("the process is shutting down"))
    }
}

impl Store {
    pub(super) fn new(file: Option<PathBuf>) -> Self {
        Self { file, last_text: Mutex::default() }
    }

    /// Reads the file; without a file the state is empty.
    pub(super) fn read(&self) -> Result<State, StateError> {
        let Some(path) = &self.file else { return Ok(State::default()) };
        let text = text(path)?;
        self.parse(path, text)
    }

    /// Reads the file if its text differs from the last one.
    pub(super) fn read_if_changed(&self) -> Result<Option<State>, StateError> {
        let Some(path) = &self.file else { return Ok(None) };
        let text = text(path)?;
        if text.is_none() && self.last_text().is_some() {
            // An editor or a mount may be at work; disabled commands stay disabled.
            return Err(failed(
                path,
                "has disappeared, so the last state stays",
                io::ErrorKind::NotFound.into(),
            ));
        }
        if text == *self.last_text() {
            return Ok(None);
        }
        self.parse(path, text).map(Some)
    }

    /// Changes the file. Several processes may share it: each change is made under a lock, to the state that was written last.
    pub(super) fn change(&self, known: &State, change: impl FnOnce(&mut State)) -> Result<State, StateError> {
        let Some(path) = &self.file else {
            let mut state = known.clone();
            change(&mut state);
            return Ok(state);
        };
        // The file itself is replaced, so another file is locked. Closing that file releases the lock.
        let lock = beside(path, "lock");
        let _guard = locked(&lock).map_err(|error| failed(&lock, "cannot be locked", error))?;
        let has_disappeared = self.last_text().is_some() && text(path)?.is_none();
        let mut state = if has_disappeared { known.clone() } else { self.read()? };
        change(&mut state);
        let text = write(path, &state).map_err(|error| failed(path, "cannot be written", error))?;
        *self.last_text() = Some(text);
        Ok(state)
    }

    fn parse(&self, path: &Path, text: Option<Vec<u8>>) -> Result<State, StateError> {
        let state = match &text {
            Some(text) => {
                parse(text).map_err(|error| failed(path, "is not a valid state file", error.into()))
            }
            None => Ok(State::default()),
        };
        *self.last_text() = text;
        state
    }

    fn last_text(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.last_text.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Parses the text of a state.
pub(super) fn parse(text: &[u8]) -> serde_json::Result<State> {
    // serde reads a list as a struct too; the text must be an object.
    let object = serde_json::from_slice::<Map<String, Value>>(text)?;
    serde_json::from_value(Value::Object(object))
}

/// Locks a file. Fails if another process holds the lock for longer than [`LOCK_TIMEOUT`].
fn locked(path: &Path) -> io::Result<File> {
    let file = File::create(path)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= LOCK_TIMEOUT => {
                let message = format!("another process has held the lock for {LOCK_TIMEOUT:?}");
                return Err(io::Error::new(io::ErrorKind::TimedOut, message));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_RETRY),
        }
    }
}

/// Reads the text of the file; `None` if it does not exist.
fn text(path: &Path) -> Result<Option<Vec<u8>>, StateError> {
    // Reading a pipe would wait for who writes into it.
    let is_file = std::fs::metadata(path).map_or(true, |metadata| metadata.is_file());
    if !is_file {
        return Err(failed(path, "is not a file", io::ErrorKind::InvalidInput.into()));
    }
    match std::fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, "cannot be read", error)),
    }
}

/// Writes a new file, syncs it to the disk, and renames it to `path`. Returns the text.
fn write(path: &Path, state: &State) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(state)?;
    text.push(b'\n');
    // A link stays a link, and the file keeps its permissions.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = beside(&path, "new");
    let written = replace(&path, &new, &text);
    if written.is_err() {
        // A disk without room should not keep half a file as well. If this fails too, the next change overwrites it.
        let _ = std::fs::remove_file(&new);
    }
    written.map(|()| text)
}

fn replace(path: &Path, new: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = File::create(new)?;
    if let Ok(metadata) = std::fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(new, path)
}

/// The path with one more extension.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn failed(path: &Path, problem: &'static str, source: io::Error) -> StateError {
    StateError::File { path: path.to_owned(), problem, source }
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
    fn changes_of_two_processes_are_merged() {
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
            assert!(error.contains("is not a valid state file"), "{unreadable}: {error}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_link_and_permissions_and_its_state_when_it_disappears() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = std::env::temp_dir().join(format!("toggles-link-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (real, link) = (folder.join("real.json"), folder.join("state.json"));
        std::fs::write(&real, "{}").unwrap();
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&real, &link).unwrap();
        let store = Store::new(Some(link.clone()));
        let known =
            store.change(&store.read().unwrap(), disable(Target::Command("hello".to_owned()))).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::remove_file(&real).unwrap();
        assert!(store.read_if_changed().unwrap_err().to_string().contains("has disappeared"));
        let state = store.change(&known, disable(Target::Category("Fun".to_owned()))).unwrap();
        assert_eq!(state.toggles.len(), 2);
        std::fs::remove_file(&link).unwrap();
        std::fs::create_dir(&link).unwrap();
        assert!(store.read().unwrap_err().to_string().contains("is not a file"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
