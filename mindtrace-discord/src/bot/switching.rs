//! Switching while the bot runs: the file is written off the tasks, and a file that somebody else changed is read again.

use std::sync::Arc;
use std::time::Duration;

use super::{Runtime, logging};
use crate::journal::Entry;
use crate::switches::{Change, LogLevel, StateError, Switch};
use crate::sync;

/// How often the file is looked at: what another process switches is obeyed within a second.
const LOOK: Duration = Duration::from_millis(500);

impl Runtime {
    /// Switches something off or on, at once and after a restart.
    ///
    /// # Errors
    ///
    /// [`StateError`] when it cannot be kept; then nothing is switched.
    pub(crate) async fn switch(self: &Arc<Self>, change: Change) -> Result<Option<Switch>, StateError> {
        let asked = change.clone();
        let done = self.blocking(move |runtime| runtime.switches.switch(change, &runtime.registry)).await?;
        let (kind, name) = asked.target.parts();
        let (by, reason) = (asked.by.as_str(), asked.reason.as_deref());
        tracing::info!(kind, name, guild = ?asked.guild_id, enabled = ?asked.enabled, by, reason, "switched");
        self.journal.write(|| Entry::switched(&asked));
        sync::republish(self);
        Ok(done)
    }

    /// Changes what is logged, at once and after a restart.
    ///
    /// # Errors
    ///
    /// [`StateError`] when it cannot be kept; then nothing is changed.
    pub(crate) async fn log(self: &Arc<Self>, level: LogLevel) -> Result<(), StateError> {
        let kept = level.clone();
        self.blocking(move |runtime| runtime.switches.log(kept, &runtime.registry)).await?;
        self.logs(Some(&level));
        Ok(())
    }

    /// Logs from now on what somebody wanted, and takes that down.
    fn logs(&self, wanted: Option<&LogLevel>) {
        let level = wanted.and_then(|wanted| wanted.level.as_deref());
        let by = wanted.map_or("another process", |wanted| wanted.by.as_str());
        let reason = wanted.and_then(|wanted| wanted.reason.clone());
        tracing::info!(level, by, "what is logged is changed");
        logging::set(level);
        self.journal.write(|| Entry::operated("log", level.map(str::to_owned), by, reason));
    }

    /// A file may be far away; no task waits for it on a thread that others need.
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

/// Obeys what other processes write into the file, as long as the bot runs.
pub(super) async fn follow(runtime: Arc<Runtime>) {
    let mut ticks = tokio::time::interval(LOOK);
    let mut told = false;
    loop {
        ticks.tick().await;
        match runtime.blocking(|runtime| runtime.switches.refresh(&runtime.registry)).await {
            Ok(Some(before)) => {
                told = false;
                tracing::info!("the file of DISCORD_STATE was changed by somebody else and is obeyed");
                let now = runtime.switches.state();
                for change in before.changes(&now) {
                    runtime.journal.write(|| Entry::switched(&change));
                }
                if before.log != now.log {
                    runtime.logs(now.log.as_ref());
                }
                sync::republish(&runtime);
            }
            Err(error) if !told => {
                told = true;
                tracing::error!(%error, "the file of DISCORD_STATE cannot be read; what was known goes on to count");
            }
            // Nothing has changed, or what is wrong was told already.
            Ok(None) | Err(_) => {}
        }
    }
}
