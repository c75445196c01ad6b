//! Requests for a sync of Discord's list of commands with the program's.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc;

use crate::activity::{Activity, Busy};

/// How many requests may wait. The task that serves one of them does the work of all.
const QUEUE: usize = 16;

/// Why a sync is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyncReason {
    /// An unknown command was called, so Discord's copy of the list is out of date.
    UnknownCommand,
    /// A command was disabled or enabled.
    Toggled,
    /// An operator asked for it.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    Requested,
}

/// A request, and the activity it counts as until it is served.
pub(crate) type SyncRequest = (SyncReason, Busy);

/// Takes requests for the one task that registers commands.
pub(crate) struct SyncRequests {
    sender: mpsc::Sender<SyncRequest>,
    receiver: Mutex<Option<mpsc::Receiver<SyncRequest>>>,
}

impl SyncRequests {
    /// Requests a sync in the background.
    pub(crate) fn request(&self, reason: SyncReason, activity: &Activity) {
        // A full queue needs no further request.
        let _ = self.sender.try_send((reason, activity.begin()));
    }

    /// Returns the requests to the only task that serves them.
    pub(crate) fn take(&self) -> Option<mpsc::Receiver<SyncRequest>> {
        self.receiver.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Default for SyncRequests {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        Self { sender, receiver: Mutex::new(Some(receiver)) }
    }
}

impl fmt::Debug for SyncRequests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncRequests").finish_non_exhaustive()
    }
}
