//! Whoever in this process waits for a click or a form: paginators, opened forms.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serenity::model::application::CommandDataResolved;
use serenity::model::user::User;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use crate::args::Value;
use crate::reply::Responder;

/// What every custom id of a waiter begins with; a template never does.
const MARK: char = '~';

/// Clicks that wait to be dealt with; more are told to try again.
const QUEUE: usize = 8;

/// How many may wait at once: each holds its pages or its handler in memory.
const MOST: usize = 10_000;

/// How long a form waits for its turn: within the three seconds that Discord waits for an answer.
const TURN: Duration = Duration::from_millis(1500);

/// Why nobody can wait.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CannotWait {
    #[error("{MOST} paginators and forms are open already")]
    TooMany,
    #[error("the system gives no random numbers: {0}")]
    NoRandomness(getrandom::Error),
}

/// Those who wait, by the part of a custom id that is theirs.
#[derive(Clone, Default)]
pub(crate) struct Waiters {
    table: Arc<Mutex<HashMap<String, Entry>>>,
}

#[derive(Clone)]
struct Entry {
    presses: mpsc::Sender<Press>,
    pause: Arc<Pause>,
}

/// Whether a call waits for a person.
///
/// Nobody knows when the person comes, so such a call keeps nobody else waiting. As soon as a press is handed over it runs again.
#[derive(Default)]
pub(crate) struct Pause {
    /// What counts the calls that wait; a paginator belongs to none.
    waiting: Option<watch::Sender<u64>>,
    paused: AtomicBool,
}

impl Pause {
    pub(crate) fn new(waiting: watch::Sender<u64>) -> Self {
        Self { waiting: Some(waiting), paused: AtomicBool::new(false) }
    }

    pub(crate) fn begin(&self) {
        if let Some(waiting) = &self.waiting
            && !self.paused.swap(true, Ordering::AcqRel)
        {
            waiting.send_modify(|count| *count += 1);
        }
    }

    pub(crate) fn end(&self) {
        if let Some(waiting) = &self.waiting
            && self.paused.swap(false, Ordering::AcqRel)
        {
            waiting.send_modify(|count| *count -= 1);
        }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        self.end();
    }
}

/// A click on a component, or a form that was submitted.
pub(crate) struct Press {
    /// What stands behind the waiter's own part of the custom id.
    pub(crate) action: String,
    pub(crate) user: User,
    /// What was filled in.
    pub(crate) values: Vec<(String, Value)>,
    pub(crate) resolved: CommandDataResolved,
    pub(crate) responder: Arc<dyn Responder>,
    /// When it arrived: the time for an answer runs from there.
    pub(crate) received: Instant,
}

/// Why a press reached nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// Whoever waited for it does so no more.
    Nobody,
    /// Too many came before.
    Busy,
}

/// A place to wait in; dropping it gives it up.
pub(crate) struct Waiter {
    waiters: Waiters,
    key: String,
    presses: mpsc::Receiver<Press>,
    pause: Arc<Pause>,
}

impl Waiters {
    /// Begins to wait, under a key that nobody can guess.
    pub(crate) fn wait(&self, pause: Pause) -> Result<Waiter, CannotWait> {
        let mut bytes = [0; 15];
        getrandom::fill(&mut bytes).map_err(CannotWait::NoRandomness)?;
        let key = URL_SAFE_NO_PAD.encode(bytes);
        let (sender, presses) = mpsc::channel(QUEUE);
        let mut table = self.table();
        if table.len() >= MOST {
            return Err(CannotWait::TooMany);
        }
        let pause = Arc::new(pause);
        table.insert(key.clone(), Entry { presses: sender, pause: Arc::clone(&pause) });
        drop(table);
        Ok(Waiter { waiters: self.clone(), key, presses, pause })
    }

    /// Whether a custom id is that of a waiter, past or present.
    pub(crate) fn is_theirs(custom_id: &str) -> bool {
        custom_id.starts_with(MARK)
    }

    /// Hands a press over.
    pub(crate) fn press(&self, custom_id: &str, mut press: Press) -> Result<(), Missed> {
        let Entry { presses, pause } = self.find(custom_id, &mut press)?;
        pause.end();
        presses.try_send(press).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Missed::Busy,
            mpsc::error::TrySendError::Closed(_) => Missed::Nobody,
        })
    }

    /// Hands a press over, waiting a moment while others are dealt with.
    pub(crate) async fn hand_over(&self, custom_id: &str, mut press: Press) -> Result<(), Missed> {
        let Entry { presses, pause } = self.find(custom_id, &mut press)?;
        pause.end();
        match presses.send_timeout(press, TURN).await {
            Ok(()) => Ok(()),
            Err(mpsc::error::SendTimeoutError::Timeout(_)) => Err(Missed::Busy),
            Err(mpsc::error::SendTimeoutError::Closed(_)) => Err(Missed::Nobody),
        }
    }

    fn find(&self, custom_id: &str, press: &mut Press) -> Result<Entry, Missed> {
        let parsed = custom_id.strip_prefix(MARK).and_then(|id| id.split_once(':'));
        let (key, action) = parsed.ok_or(Missed::Nobody)?;
        action.clone_into(&mut press.action);
        self.table().get(key).cloned().ok_or(Missed::Nobody)
    }

    fn table(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter {
    /// The custom id that leads here.
    pub(crate) fn custom_id(&self, action: &str) -> String {
        format!("{MARK}{}:{action}", self.key)
    }

    /// The next press.
    pub(crate) async fn next(&mut self) -> Option<Press> {
        self.pause.begin();
        let press = self.presses.recv().await;
        self.pause.end();
        press
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        self.waiters.table().remove(&self.key);
        self.pause.end();
    }
}

impl std::fmt::Debug for Waiters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Waiters({})", self.table().len())
    }
}
