//! The audit log: one line of JSON for each execution and each switch, only ever appended to, in files of ten megabytes.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::telemetry::Entry;

/// How large a file gets, in bytes, before the next one begins.
const LARGEST: u64 = 10 * 1024 * 1024;

/// How many earlier files are kept.
const EARLIER: u32 = 5;

/// How many lines may wait for the disk. More are left out and counted: a full disk must not stop the bot.
const WAITING: usize = 10_000;

/// Writes to the file from a thread of its own.
#[derive(Debug)]
pub(crate) struct Audit {
    lines: Mutex<Option<(mpsc::Sender<String>, JoinHandle<()>)>>,
    left_out: AtomicU64,
}

impl Audit {
    /// Opens the file, made if it is not there.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut files = Files::open(path)?;
        let (sender, mut receiver) = mpsc::channel::<String>(WAITING);
        let task = tokio::task::spawn_blocking(move || {
            while let Some(line) = receiver.blocking_recv() {
                if let Err(error) = files.write(&line) {
                    tracing::error!(%error, "a line of the audit log could not be written");
                }
            }
        });
        Ok(Self { lines: Mutex::new(Some((sender, task))), left_out: AtomicU64::new(0) })
    }

    pub(crate) fn write(&self, entry: &Entry) {
        let line = match serde_json::to_string(entry) {
            Ok(line) => line,
            Err(error) => {
                tracing::error!(%error, "an entry of the audit log could not be written as JSON");
                return;
            }
        };
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = lines.as_ref().is_some_and(|(sender, _)| sender.try_send(line).is_ok());
        if !taken && self.left_out.fetch_add(1, Ordering::Relaxed).is_multiple_of(1000) {
            tracing::error!("the audit log cannot keep up; lines are left out");
        }
    }

    /// Waits until everything is written.
    pub(crate) async fn close(&self) {
        let last = self.lines.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((sender, task)) = last {
            drop(sender);
            if task.await.is_err() {
                tracing::error!("the audit log ended early");
            }
        }
    }
}

/// The file that is written to, and where the earlier ones go: `audit.jsonl.1` is the newest of them.
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
        if self.size >= LARGEST {
            self.rotate()?;
        }
        let line = format!("{line}\n");
        // One call, so that a line is whole or not there.
        self.file.write_all(line.as_bytes())?;
        self.size += u64::try_from(line.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn rotate(&mut self) -> io::Result<()> {
        for number in (1..EARLIER).rev() {
            let (from, to) = (self.earlier(number), self.earlier(number + 1));
            if from.exists() {
                std::fs::rename(from, to)?;
            }
        }
        std::fs::rename(&self.path, self.earlier(1))?;
        *self = Self::open(&self.path)?;
        Ok(())
    }

    fn earlier(&self, number: u32) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(format!(".{number}"));
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::{EARLIER, Files, LARGEST};

    #[test]
    fn a_full_file_makes_room_and_the_oldest_goes() {
        let folder = std::env::temp_dir().join(format!("audit-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("audit.jsonl");
        let mut files = Files::open(&path).unwrap();
        for number in 0..=EARLIER + 1 {
            files.write(&number.to_string()).unwrap();
            files.size = LARGEST;
        }
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(read("audit.jsonl"), format!("{}\n", EARLIER + 1));
        assert_eq!(read("audit.jsonl.1"), format!("{EARLIER}\n"));
        assert_eq!(read("audit.jsonl.5"), "1\n");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 6);
        // Opened again, it goes on where it was.
        Files::open(&path).unwrap().write("more").unwrap();
        assert_eq!(read("audit.jsonl"), format!("{}\nmore\n", EARLIER + 1));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
