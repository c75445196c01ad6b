//! The audit log: an append-only file with one line of JSON for each call, toggle and operation. Files are rotated at ten megabytes.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::telemetry::Entry;

/// The size of a file, in bytes, at which it is rotated.
const MAX_SIZE: u64 = 10 * 1024 * 1024;

/// The number of rotated files that are stored.
const ROTATED: u32 = 5;

/// The number of lines that may wait for the disk. More are dropped and counted, because a full disk must not stop the bot.
const QUEUE: usize = 10_000;

/// Writes the audit log, from a blocking task.
#[derive(Debug)]
pub(crate) struct Audit {
    lines: Mutex<Option<(mpsc::Sender<String>, JoinHandle<()>)>>,
    dropped: AtomicU64,
}

impl Audit {
    /// Opens the file, or creates it.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut files = Files::open(path)?;
        let (sender, mut receiver) = mpsc::channel::<String>(QUEUE);
        let task = tokio::task::spawn_blocking(move || {
            while let Some(line) = receiver.blocking_recv() {
                if let Err(error) = files.write(&line) {
                    tracing::error!(%error, "a line of the audit log could not be written");
                }
            }
        });
        Ok(Self { lines: Mutex::new(Some((sender, task))), dropped: AtomicU64::new(0) })
    }

    pub(crate) fn write(&self, entry: &Entry) {
        let line = match serde_json::to_string(entry) {
            Ok(line) => line,
            Err(error) => {
                tracing::error!(%error, "an entry of the audit log could not be serialized");
                return;
            }
        };
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = lines.as_ref().is_some_and(|(sender, _)| sender.try_send(line).is_ok());
        if !sent && self.dropped.fetch_add(1, Ordering::Relaxed).is_multiple_of(1000) {
            tracing::error!("the audit log cannot keep up: lines are dropped");
        }
    }

    /// Waits until everything is written.
    pub(crate) async fn close(&self) {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((sender, task)) = lines {
            drop(sender);
            if task.await.is_err() {
                tracing::error!("the task that writes the audit log panicked");
            }
        }
    }
}

/// The current file and the rotated ones, of which `audit.jsonl.1` is the newest.
#[derive(Debug)]
struct Files {
    path: PathBuf,
    file: File,
    size: u64,
}

impl Files {
    fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let size = file.metadata()?.len();
        Ok(Self { path: path.to_owned(), file, size })
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        if self.size >= MAX_SIZE {
            self.rotate()?;
        }
        let line = format!("{line}\n");
        // In one call, so that a line is written as a whole.
        self.file.write_all(line.as_bytes())?;
        self.size += u64::try_from(line.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn rotate(&mut self) -> io::Result<()> {
        for number in (1..ROTATED).rev() {
            let (from, to) = (self.rotated(number), self.rotated(number + 1));
            if from.exists() {
                std::fs::rename(from, to)?;
            }
        }
        std::fs::rename(&self.path, self.rotated(1))?;
        *self = Self::open(&self.path)?;
        Ok(())
    }

    fn rotated(&self, number: u32) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(format!(".{number}"));
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, MAX_SIZE, ROTATED};

    #[test]
    fn a_full_file_is_rotated_and_the_oldest_is_deleted() {
        let folder = std::env::temp_dir().join(format!("audit-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("audit.jsonl");
        let mut files = Files::open(&path).unwrap();
        for number in 0..=ROTATED + 1 {
            files.write(&number.to_string()).unwrap();
            files.size = MAX_SIZE;
        }
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(read("audit.jsonl"), format!("{}\n", ROTATED + 1));
        assert_eq!(read("audit.jsonl.1"), format!("{ROTATED}\n"));
        assert_eq!(read("audit.jsonl.5"), "1\n");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 6);
        // A file that is opened again is appended to.
        Files::open(&path).unwrap().write("more").unwrap();
        assert_eq!(read("audit.jsonl"), format!("{}\nmore\n", ROTATED + 1));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
