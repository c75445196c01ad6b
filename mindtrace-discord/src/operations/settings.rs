//! Obeys the settings of guilds that the bot's other processes set.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use crate::runtime::Runtime;

/// How often this process looks for changes. An announcement tells of one at once, but may be lost.
const POLL: Duration = Duration::from_secs(2);

impl Runtime {
    /// Applies the settings that other processes set, as long as the bot runs.
    pub(crate) async fn follow_settings(self: Arc<Self>) {
        let Some(mut announced) = self.settings.announcements() else { return };
        let mut ticks = tokio::time::interval(POLL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut warned = false;
        loop {
            let followed = tokio::select! {
                _ = ticks.tick() => self.settings.refresh().await,
                Some(change) = announced.recv() => self.settings.follow(&change).await,
            };
            match followed {
                Ok(()) => warned = false,
                Err(error) if !warned => {
                    warned = true;
                    tracing::warn!(%error, "the settings that other processes set cannot be read; the last ones stay in effect");
                }
                // Reported already.
                Err(_) => {}
            }
        }
    }
}
