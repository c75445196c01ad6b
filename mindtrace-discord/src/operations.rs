//! Operations on a running bot: toggling commands and changing the log level.

pub(crate) mod processes;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

use crate::error::{BoxError, UserError};
use crate::logging;
use crate::runtime::Runtime;
use crate::runtime::command_sync::SyncReason;
use crate::telemetry::Entry;
use crate::toggles::{Change, LogLevel, StateError, Toggle};

/// How often the state file is read; changes by another process take effect within a second.
const POLL: Duration = Duration::from_millis(500);

/// How often shared toggles are read. An announcement tells of a change at once, but may be lost.
const SHARED_POLL: Duration = Duration::from_secs(2);

impl Runtime {
    /// Disables or enables a command, category or handler. The change takes effect at once and survives restarts.
    ///
    /// # Errors
    ///
    /// [`StateError`] if the file or Redis cannot be written; then nothing changes.
    pub(crate) async fn toggle(self: &Arc<Self>, change: Change) -> Result<Option<Toggle>, StateError> {
        let requested = change.clone();
        let set = if self.toggles.are_shared() {
            self.toggles.change_shared(change).await?
        } else {
            self.blocking(move |runtime| runtime.toggles.change(change)).await?
        };
        let (kind, name) = requested.target.parts();
        let (by, reason) = (requested.by.as_str(), requested.reason.as_deref());
        tracing::info!(kind, name, guild = ?requested.guild_id, enabled = ?requested.enabled, by, reason, "toggled");
        self.telemetry.write(|| Entry::toggled(&requested));
        self.request_sync(SyncReason::Toggled);
        Ok(set)
    }

    /// Changes the log level. The change takes effect at once and survives restarts.
    ///
    /// # Errors
    ///
    /// [`StateError`] if the file or Redis cannot be written; then nothing changes.
    pub(crate) async fn set_log_level(self: &Arc<Self>, level: LogLevel) -> Result<(), StateError> {
        let stored = level.clone();
        if self.toggles.are_shared() {
            self.toggles.set_shared_log_level(stored).await?;
        } else {
            self.blocking(move |runtime| runtime.toggles.set_log_level(stored)).await?;
        }
        self.apply_log_level(Some(&level));
        Ok(())
    }

    /// Applies the changes that other processes write to the state file or to Redis, as long as the bot runs.
    pub(crate) async fn follow_state(self: Arc<Self>) {
        let is_shared = self.toggles.are_shared();
        let mut announced = self.toggles.announcements();
        let mut ticks = tokio::time::interval(if is_shared { SHARED_POLL } else { POLL });
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut warned = false;
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = announcement(&mut announced) => {}
            }
            let refreshed = if is_shared {
                self.toggles.refresh_shared().await
            } else {
                self.blocking(|runtime| runtime.toggles.refresh()).await
            };
            match refreshed {
                Ok(Some(before)) => {
                    warned = false;
                    tracing::info!(
                        "another process changed the toggles or the log level; the changes are applied"
                    );
                    let now = self.toggles.state();
                    for change in before.changes(&now) {
                        self.telemetry.write(|| Entry::toggled(&change));
                    }
                    if before.log != now.log {
                        self.apply_log_level(now.log.as_ref());
                    }
                    self.request_sync(SyncReason::Toggled);
                }
                Err(error) if !warned => {
                    warned = true;
                    tracing::error!(%error, "the toggles cannot be read; the last state stays in effect");
                }
                Ok(None) => warned = false,
                // Reported already.
                Err(_) => {}
            }
        }
    }

    fn apply_log_level(&self, set: Option<&LogLevel>) {
        let level = set.and_then(|set| set.level.as_deref());
        let by = set.map_or("another process", |set| set.by.as_str());
        let reason = set.and_then(|set| set.reason.clone());
        tracing::info!(level, by, "the log level changes");
        logging::set(level);
        self.telemetry.write(|| Entry::operated("log", level.map(str::to_owned), by, reason));
    }

    /// Runs file access on a blocking thread, so that it never blocks the bot's tasks.
    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, StateError> + Send + 'static,
    ) -> Result<T, StateError> {
        let runtime = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&runtime))
            .await
            .unwrap_or_else(|_| Err(StateError::stopped()))
    }
}

/// Returns an error that says to an operator why nothing was changed.
pub(crate) fn not_changed(error: StateError) -> BoxError {
    match error {
        StateError::Away(_) => {
            UserError::new("Redis does not answer, so nothing was changed. Please try again.").into()
        }
        error => error.into(),
    }
}

/// Waits for an announcement; for ever without a channel.
async fn announcement(announced: &mut Option<mpsc::Receiver<String>>) {
    if let Some(receiver) = announced {
        if receiver.recv().await.is_some() {
            return;
        }
        *announced = None;
    }
    std::future::pending::<()>().await;
}
