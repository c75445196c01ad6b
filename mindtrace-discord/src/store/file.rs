//! Values in a file, in the format of redb: transactions that survive a crash of the process and of the machine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use redb::{
    Database, DatabaseError, ReadOnlyTable, ReadableDatabase, ReadableTable, Table, TableDefinition,
    TableError,
};
use tokio::sync::Semaphore;

use super::backend::{Answer, Backend, Scope, address};
use super::error::StoreError;

/// All values by their addresses.
const TABLE: TableDefinition<'static, &'static str, &'static str> = TableDefinition::new("values");

/// How many bytes of the file are kept in memory. The default of redb is a gigabyte.
const CACHE: usize = 16 * 1024 * 1024;

/// Keeps values in a file that one process has open. It is created with the first value.
///
/// `DISCORD_STORE` names the file of a bot; [`BotBuilder::store`](crate::BotBuilder::store) takes one that your program opens.
///
/// ```
/// use mindtrace_discord::store::{Backend, FileStore, Scope};
///
/// # #[tokio::main]
/// # async fn main() -> mindtrace_discord::Result<()> {
/// let path = std::env::temp_dir().join(format!("mindtrace-discord-{}.redb", std::process::id()));
/// let file = FileStore::new(&path);
/// file.put(Scope::Bot, "starts", Some("1")).await?;
/// file.close().await?;
/// assert_eq!(FileStore::new(&path).get(Scope::Bot, "starts").await?.as_deref(), Some("1"));
/// # std::fs::remove_file(path)?;
/// # Ok(())
/// # }
/// ```
pub struct FileStore {
    file: Arc<File>,
    /// One write waits for the disk at a time, so that writes never take all blocking threads.
    writing: Arc<Semaphore>,
}

struct File {
    path: PathBuf,
    /// Locked by work on blocking threads only. Closing waits for the work that uses the file.
    state: RwLock<State>,
}

enum State {
    /// The file is opened when it is needed.
    Unopened,
    Open(Database),
    Closed,
}

impl FileStore {
    /// Creates the store of a file. The file is opened with the first call; if it does not exist, it is created with the first value.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let file = Arc::new(File { path: path.into(), state: RwLock::new(State::Unopened) });
        Self { file, writing: Arc::new(Semaphore::new(1)) }
    }

    /// Runs file access on a blocking thread, so that it never blocks the bot's tasks.
    fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&File) -> Result<T, StoreError> + Send + 'static,
    ) -> Answer<'static, T> {
        let file = Arc::clone(&self.file);
        Box::pin(async move {
            let done = tokio::task::spawn_blocking(move || work(&file)).await;
            done.unwrap_or_else(|error| Err(StoreError::unavailable(&error)))
        })
    }

    /// Reads the keys and values of the keys that begin with a prefix and are less than `end`, in order.
    fn list<T: Send + 'static>(
        &self,
        scope: Scope,
        prefix: &str,
        end: Option<&str>,
        read: fn(&str, &str) -> T,
    ) -> Answer<'static, Vec<T>> {
        let (start, end) = (address(scope, prefix), end.map(|end| address(scope, end)));
        let scope = address(scope, "").len();
        self.run(move |file| {
            let found = file.with(false, |database| {
                let mut found = Vec::new();
                let Some(table) = table(database)? else { return Ok(found) };
                for entry in table.range(start.as_str()..).or_unavailable()? {
                    let (address, value) = entry.or_unavailable()?;
                    let address = address.value();
                    if !address.starts_with(&start) || end.as_deref().is_some_and(|end| address >= end) {
                        break;
                    }
                    found.push(read(address.get(scope..).unwrap_or_default(), value.value()));
                }
                Ok(found)
            })?;
            Ok(found.unwrap_or_default())
        })
    }

    /// Runs a write when the earlier ones are done.
    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&File) -> Result<T, StoreError> + Send + 'static,
    ) -> Answer<'_, T> {
        Box::pin(async move {
            let turn = Arc::clone(&self.writing).acquire_owned().await.map_err(|_| StoreError::Closed)?;
            // The turn ends with the write, also if its caller stopped waiting.
            self.run(move |file| {
                let written = work(file);
                drop(turn);
                written
            })
            .await
        })
    }
}

impl Backend for FileStore {
    fn get<'a>(&'a self, scope: Scope, key: &'a str) -> Answer<'a, Option<String>> {
        let address = address(scope, key);
        self.run(move |file| {
            let found = file.with(false, |database| {
                let Some(table) = table(database)? else { return Ok(None) };
                let found = table.get(address.as_str()).or_unavailable()?;
                Ok(found.map(|value| value.value().to_owned()))
            })?;
            Ok(found.flatten())
        })
    }

    fn put<'a>(&'a self, scope: Scope, key: &'a str, value: Option<&'a str>) -> Answer<'a, bool> {
        let (address, value) = (address(scope, key), value.map(str::to_owned));
        self.write(move |file| {
            let had_value = file.with(value.is_some(), |database| {
                write(database, |table| {
                    let had_value = set(table, &address, value.as_deref())?;
                    Ok((had_value, had_value || value.is_some()))
                })
            })?;
            Ok(had_value.unwrap_or(false))
        })
    }

    fn swap<'a>(
        &'a self,
        scope: Scope,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
    ) -> Answer<'a, bool> {
        let address = address(scope, key);
        let (old, new) = (old.map(str::to_owned), new.map(str::to_owned));
        self.write(move |file| {
            let swapped = file.with(new.is_some(), |database| {
                write(database, |table| {
                    let found = table.get(address.as_str()).or_unavailable()?;
                    let is_old = found.as_ref().map(redb::AccessGuard::value) == old.as_deref();
                    drop(found);
                    if is_old {
                        set(table, &address, new.as_deref())?;
                    }
                    Ok((is_old, is_old))
                })
            })?;
            // Without a file, no key has a value.
            Ok(swapped.unwrap_or(old.is_none()))
        })
    }

    fn entries<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<(String, String)>> {
        self.list(scope, prefix, None, |key, value| (key.to_owned(), value.to_owned()))
    }

    fn keys<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<String>> {
        self.list(scope, prefix, None, |key, _| key.to_owned())
    }

    fn keys_before<'a>(&'a self, scope: Scope, prefix: &'a str, end: &'a str) -> Answer<'a, Vec<String>> {
        self.list(scope, prefix, Some(end), |key, _| key.to_owned())
    }

    fn close(&self) -> Answer<'_, ()> {
        self.run(|file| {
            *file.state.write().unwrap_or_else(PoisonError::into_inner) = State::Closed;
            Ok(())
        })
    }
}

impl File {
    /// Runs `work` with the open file. Returns `None` if the file does not exist and is not to be created.
    fn with<T>(
        &self,
        creates: bool,
        work: impl FnOnce(&Database) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Open(database) => return work(database).map(Some),
            State::Closed => return Err(StoreError::Closed),
            State::Unopened => drop(state),
        }
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have opened or closed it in between.
        if matches!(*state, State::Unopened) {
            if !creates && !self.path.exists() {
                return Ok(None);
            }
            *state = State::Open(open(&self.path)?);
        }
        match &*state {
            State::Open(database) => work(database).map(Some),
            State::Unopened | State::Closed => Err(StoreError::Closed),
        }
    }
}

/// Opens the file, or creates it.
fn open(path: &Path) -> Result<Database, StoreError> {
    // Reading a pipe would wait for who writes into it.
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(StoreError::Unavailable(format!("{} is not a file", path.display()).into()));
    }
    // Private to the user that the bot runs as, because it may contain what users told the bot.
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let created = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        if let Err(error) = created
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(StoreError::Unavailable(
                format!("{} cannot be created: {error}", path.display()).into(),
            ));
        }
    }
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE);
    builder.create(path).map_err(|error| match error {
        DatabaseError::DatabaseAlreadyOpen => StoreError::InUse(path.to_owned()),
        error => StoreError::Unavailable(format!("{} cannot be opened: {error}", path.display()).into()),
    })
}

/// Returns the table for reading; `None` before the first value.
fn table(database: &Database) -> Result<Option<ReadOnlyTable<&'static str, &'static str>>, StoreError> {
    let transaction = database.begin_read().or_unavailable()?;
    match transaction.open_table(TABLE) {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(StoreError::unavailable(&error)),
    }
}

/// Changes the table in one transaction. `change` returns its result, and whether anything was changed.
fn write<T>(
    database: &Database,
    change: impl FnOnce(&mut Table<'_, &'static str, &'static str>) -> Result<(T, bool), StoreError>,
) -> Result<T, StoreError> {
    let transaction = database.begin_write().or_unavailable()?;
    let (result, is_changed) = {
        let mut table = transaction.open_table(TABLE).or_unavailable()?;
        change(&mut table)?
    };
    if is_changed {
        transaction.commit().or_unavailable()?;
    } else {
        transaction.abort().or_unavailable()?;
    }
    Ok(result)
}

/// Sets or removes a value. Returns whether there was one.
fn set(
    table: &mut Table<'_, &'static str, &'static str>,
    address: &str,
    value: Option<&str>,
) -> Result<bool, StoreError> {
    let before = match value {
        Some(value) => table.insert(address, value).or_unavailable()?.is_some(),
        None => table.remove(address).or_unavailable()?.is_some(),
    };
    Ok(before)
}

/// Turns the errors of redb into ours. Some contain transactions, so only their texts are kept.
trait OrUnavailable<T> {
    fn or_unavailable(self) -> Result<T, StoreError>;
}

impl<T, E: fmt::Display> OrUnavailable<T> for Result<T, E> {
    fn or_unavailable(self) -> Result<T, StoreError> {
        self.map_err(|error| StoreError::unavailable(&error))
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore").field("path", &self.file.path).finish_non_exhaustive()
    }
}
