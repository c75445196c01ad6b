//! Registers commands at start, and again when a call or an operator requests it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::{ApplicationId, GuildId};
use tokio::time::Instant;

use super::cache::{Cache, hash};
use super::guard::{self, Writer};
use super::{Api, Deletions, Fault, Plan, plan};
use crate::config::Config;
use crate::payload::{Entry, Scope, wanted};
use crate::rest::Client;
use crate::runtime::Runtime;
use crate::runtime::command_sync::SyncReason;

/// The delays before each retry.
const RETRIES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(15), Duration::from_mins(1)];

/// The least time between two repairs of Discord's list.
const REPAIR_INTERVAL: Duration = Duration::from_mins(10);

/// The settings of the sync, and the lists that were written last.
#[derive(Debug, Default)]
pub(crate) struct Syncing {
    /// The guild that gets the global commands instead of the global scope.
    guild_override: Option<GuildId>,
    deletions: Deletions,
    cache: Mutex<Cache>,
    /// Whether commands that are disabled globally are removed from Discord's list.
    without_disabled: bool,
    /// When a call of an unknown command last caused a sync.
    repaired: Mutex<Option<Instant>>,
}

impl Syncing {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            guild_override: config.sync_guild,
            deletions: if config.sync_deletions { Deletions::Allowed } else { Deletions::Careful },
            cache: Mutex::new(Cache::open(config.sync_cache.as_deref())),
            without_disabled: config.sync_disabled,
            repaired: Mutex::default(),
        }
    }

    /// Whether a request causes a sync now.
    fn is_due(&self, reason: SyncReason) -> bool {
        match reason {
            SyncReason::Requested => true,
            SyncReason::Toggled => self.without_disabled,
            SyncReason::UnknownCommand => {
                let due = self.may_repair();
                if due {
                    tracing::warn!(
                        "a call does not match the program's commands, so Discord's list is out of date; it is synced again"
                    );
                }
                due
            }
        }
    }

    /// Whether a call of an unknown command causes a sync now, which happens at most every ten minutes.
    fn may_repair(&self) -> bool {
        let mut repaired = lock(&self.repaired);
        let may = repaired.is_none_or(|last| last.elapsed() >= REPAIR_INTERVAL);
        if may {
            *repaired = Some(Instant::now());
        }
        may
    }

    /// Returns the guild scopes that were written before, whether or not the program still has commands there.
    pub(crate) fn known_scopes(&self, application: ApplicationId) -> Vec<Scope> {
        lock(&self.cache).scopes(application)
    }

    /// Applies a plan and remembers the list that was written.
    pub(crate) async fn apply(&self, plan: &Plan, api: &Api<'_>, entries: &[Entry]) -> Result<(), Fault> {
        let remember = |hash| lock(&self.cache).set(api.application, plan.scope, hash);
        if plan.changes() > 0 {
            // The list is unknown until the whole plan is applied; a part of it may equal the list that the last start wrote.
            remember(Some(String::new()));
        }
        api.apply(plan).await?;
        if plan.refused.is_empty() {
            let is_unused = entries.is_empty() && plan.scope != Scope::Global;
            remember((!is_unused).then(|| hash(entries)));
        }
        Ok(())
    }
}

/// Syncs Discord's list of commands: once now, and again on request, until the bot stops. A failure is logged and retried; the
/// other surfaces go on.
///
/// Of several processes, one writes at a time, and none with an older version than the last.
pub(crate) async fn run(runtime: Arc<Runtime>, client: Arc<Client>, syncing: Syncing) {
    let mut has_written = write(&runtime, &client, &syncing, true).await;
    runtime.shards.synced();
    let Some(mut requests) = runtime.sync.take() else { return };
    let mut ticks = tokio::time::interval_at(Instant::now() + guard::PERIOD, guard::PERIOD);
    loop {
        let (reason, busy) = tokio::select! {
            request = requests.recv() => match request {
                Some(request) => request,
                None => return,
            },
            _ = ticks.tick(), if runtime.shared.is_some() => {
                if has_written {
                    guard::remember(&runtime).await;
                } else {
                    // The newer version may be gone.
                    has_written = write(&runtime, &client, &syncing, false).await;
                }
                continue;
            }
            () = runtime.draining.cancelled() => return,
        };
        if syncing.is_due(reason) {
            has_written = write(&runtime, &client, &syncing, false).await;
        }
        drop(busy);
    }
}

/// Writes every scope, if this process may. Returns `false` if it may not, and should try again later.
async fn write(runtime: &Runtime, client: &Client, syncing: &Syncing, trust_cache: bool) -> bool {
    let Some(writer) = guard::writer(runtime).await else { return false };
    // Shutting down waits for this token.
    let _running = runtime.tasks.token();
    write_scopes(runtime, client, syncing, trust_cache, &writer).await
}

/// Writes every scope; those that failed temporarily are retried together. Returns `false` if another process may write meanwhile.
async fn write_scopes(
    runtime: &Runtime,
    client: &Client,
    syncing: &Syncing,
    trust_cache: bool,
    writer: &Writer,
) -> bool {
    let application = runtime.identity.application_id;
    let api = Api { client, application };
    let is_published = |position| !syncing.without_disabled || runtime.toggles.is_enabled(position, None);
    let mut remaining = wanted(&runtime.registry, &runtime.locales, syncing.guild_override, is_published);
    for scope in syncing.known_scopes(application) {
        // Commands may have moved out of a scope since the last start.
        remaining.entry(scope).or_default();
    }
    for retry in RETRIES.into_iter().map(Some).chain([None]) {
        let mut failed = BTreeMap::new();
        for (scope, entries) in remaining {
            if !writer.is_alone() {
                // This process was stopped, or Redis was away, for so long that another one may write.
                tracing::warn!("another process may register the commands, so this one stops doing so");
                return false;
            }
            match write_scope(syncing, &api, scope, &entries, trust_cache).await {
                Ok(()) => {}
                Err(fault) => match retry.filter(|_| fault.is_temporary()) {
                    Some(wait) => {
                        tracing::warn!(error = %fault, "could not register the {scope}; retrying in {wait:?}");
                        failed.insert(scope, entries);
                    }
                    None => {
                        tracing::error!(error = %fault, "could not register the {scope}; calls by prefix and HTTP still work");
                    }
                },
            }
        }
        let Some(wait) = retry.filter(|_| !failed.is_empty()) else { break };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = runtime.draining.cancelled() => break,
        }
        remaining = failed;
    }
    true
}

async fn write_scope(
    syncing: &Syncing,
    api: &Api<'_>,
    scope: Scope,
    entries: &[Entry],
    trust_cache: bool,
) -> Result<(), Fault> {
    if trust_cache && lock(&syncing.cache).has(api.application, scope, &hash(entries)) {
        tracing::debug!("the {scope} have not changed since they were last registered");
        return Ok(());
    }
    let found = api.fetch(scope).await?;
    let plan = plan(scope, entries.to_vec(), found, syncing.deletions);
    syncing.apply(&plan, api, entries).await?;
    if !plan.refused.is_empty() {
        tracing::warn!(
            commands = plan.refused_names(),
            "this program lacks more than half of the registered {scope}, so they were not deleted; to delete them run \
             `sync --allow-deletions` or set DISCORD_SYNC_DELETIONS=allow"
        );
    }
    if plan.changes() == 0 {
        tracing::debug!(commands = plan.unchanged.len(), "the {scope} are up to date");
    } else {
        tracing::info!(
            created = plan.create.len(),
            updated = plan.update.len(),
            deleted = plan.delete.len(),
            unchanged = plan.unchanged.len(),
            "registered the {scope}"
        );
        tracing::debug!("{plan}");
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing in here can panic halfway through a change.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{REPAIR_INTERVAL, Syncing};

    #[tokio::test(start_paused = true)]
    async fn a_list_is_repaired_at_most_every_ten_minutes() {
        let syncing = Syncing::default();
        assert!(syncing.may_repair());
        assert!(!syncing.may_repair());
        tokio::time::advance(REPAIR_INTERVAL).await;
        assert!(syncing.may_repair());
    }
}
