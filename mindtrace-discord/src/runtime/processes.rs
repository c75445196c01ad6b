//! The processes of the bot: this one, and those that share its Redis.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, oneshot};

use crate::random;

/// The length of a process's id, which is part of the custom ids of its collectors.
pub(crate) const ID_LENGTH: usize = 6;

/// A process of the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub(crate) struct Process {
    /// Its id, which is random.
    pub(crate) id: String,
    /// The name of its machine or container.
    pub(crate) host: String,
    pub(crate) pid: u32,
    /// The version of the bot, as its author set it.
    pub(crate) version: Option<String>,
    /// When it started, in RFC 3339.
    pub(crate) started: String,
    /// `gateway` or `http`.
    pub(crate) mode: String,
    /// `starting`, `connected`, `degraded`, `failed` or `draining`.
    pub(crate) state: String,
    /// The ids of its shards.
    pub(crate) shards: Vec<u32>,
}

/// This process, and the others that were seen last.
#[derive(Debug)]
pub(crate) struct Processes {
    own: Process,
    others: Mutex<Arc<Vec<Process>>>,
    /// Notified when a process is no longer among the others.
    gone: Notify,
    /// Whether this process has left the list of processes.
    retired: AtomicBool,
    /// The interactions that were passed on to another process, by id.
    forwarded: Mutex<HashMap<u64, oneshot::Sender<()>>>,
}

impl Processes {
    pub(crate) fn new(version: Option<&str>, mode: &str) -> Self {
        let own = Process {
            id: random::name().chars().take(ID_LENGTH).collect(),
            host: host(),
            pid: std::process::id(),
            version: version.map(str::to_owned),
            started: Timestamp::now().to_string(),
            mode: mode.to_owned(),
            state: String::new(),
            shards: Vec::new(),
        };
        let retired = AtomicBool::new(false);
        let (others, gone, forwarded) = (Mutex::default(), Notify::new(), Mutex::default());
        Self { own, others, gone, retired, forwarded }
    }

    /// The id of this process.
    pub(crate) fn id(&self) -> &str {
        &self.own.id
    }

    /// Returns this process, in this state and with these shards.
    pub(crate) fn own(&self, state: &str, shards: Vec<u32>) -> Process {
        Process { state: state.to_owned(), shards, ..self.own.clone() }
    }

    /// The other processes, as they were seen last.
    pub(crate) fn others(&self) -> Arc<Vec<Process>> {
        Arc::clone(&lock(&self.others))
    }

    pub(crate) fn set_others(&self, others: Vec<Process>) {
        let now = Arc::new(others);
        let before = std::mem::replace(&mut *lock(&self.others), Arc::clone(&now));
        if before.iter().any(|before| now.iter().all(|process| process.id != before.id)) {
            self.gone.notify_one();
        }
    }

    /// Lets [`one_is_gone`](Self::one_is_gone) return once more.
    pub(crate) fn look_again(&self) {
        self.gone.notify_one();
    }

    /// Waits until a process is gone that was among the others.
    pub(crate) async fn one_is_gone(&self) {
        self.gone.notified().await;
    }

    /// Records that this process leaves the list of processes.
    pub(crate) fn retire(&self) {
        self.retired.store(true, Ordering::Release);
    }

    /// Returns whether this process has left the list of processes.
    pub(crate) fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Acquire)
    }

    /// Returns a receiver that resolves when another process has received an interaction.
    pub(crate) fn forward(&self, interaction: u64) -> Forwarded<'_> {
        let (sender, received) = oneshot::channel();
        lock(&self.forwarded).insert(interaction, sender);
        Forwarded { processes: self, interaction, received }
    }

    /// Records that another process has received an interaction.
    pub(crate) fn was_received(&self, interaction: u64) {
        if let Some(sender) = lock(&self.forwarded).remove(&interaction) {
            // The wait may be over.
            let _ = sender.send(());
        }
    }
}

/// An interaction that is passed on to another process. Dropping it ends the wait.
pub(crate) struct Forwarded<'a> {
    processes: &'a Processes,
    interaction: u64,
    received: oneshot::Receiver<()>,
}

impl Forwarded<'_> {
    /// Waits until the other process has received it.
    pub(crate) async fn received(&mut self) -> bool {
        (&mut self.received).await.is_ok()
    }
}

impl Drop for Forwarded<'_> {
    fn drop(&mut self) {
        lock(&self.processes.forwarded).remove(&self.interaction);
    }
}

/// Returns the name of the machine.
fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = name.or_else(|| std::env::var("HOSTNAME").ok()).unwrap_or_default();
    if name.trim().is_empty() { "unknown".to_owned() } else { name.trim().to_owned() }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // No change can panic halfway, so a poisoned lock guards intact data.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
