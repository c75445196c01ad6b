//! Registers commands: at the start, and again when a call or an operator requests it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::{ApplicationId, GuildId};
use tokio::time::Instant;

use super::cache::{Cache, hash};
use super::{Api, Deletions, Fault, Plan, plan};
use crate::config::Config;
use crate::payload::{Entry, Scope, wanted};
use crate::runtime::Runtime;
use crate::runtime::command_sync::SyncReason;

/// The waits before each further try.
const RETRIES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(15), Duration::from_mins(1)];

/// How long after a healing the next one may be.
const HEALING: Duration = Duration::from_mins(10);

/// How commands are registered, and what was registered last.
#[derive(Debug, Default)]
pub(crate) struct Syncing {
    /// The guild that takes the global commands.
    instead: Option<GuildId>,
    deletions: Deletions,
    cache: Mutex<Cache>,
    /// Whether commands that are disabled globally are removed from Discord's list.
    without_disabled: bool,
    /// When an unknown command last made the list be compared.
    healed: Mutex<Option<Instant>>,
}

impl Syncing {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            instead: config.sync_guild,
            deletions: if config.sync_deletions { Deletions::Allowed } else { Deletions::Careful },
            cache: Mutex::new(Cache::open(config.sync_cache.as_deref())),
            without_disabled: config.sync_disabled,
            healed: Mutex::default(),
        }
    }

    /// Whether a request leads to a comparison.
    fn is_due(&self, reason: SyncReason) -> bool {
        match reason {
            SyncReason::Requested => true,
            SyncReason::Toggled => self.without_disabled,
            SyncReason::UnknownCommand => {
                let due = self.may_heal();
                if due {
                    tracing::warn!(
                        "a command was called that this program does not have as Discord knows it; the list is compared again"
                    );
                }
                due
            }
        }
    }

    /// Whether an unknown command leads to a comparison now; the next one does in ten minutes.
    fn may_heal(&self) -> bool {
        let mut healed = lock(&self.healed);
        let may = healed.is_none_or(|last| last.elapsed() >= HEALING);
        if may {
            *healed = Some(Instant::now());
        }
        may
    }

    /// The scopes where something was registered before, whether or not the program still has commands there.
    pub(crate) fn known_scopes(&self, application: ApplicationId) -> Vec<Scope> {
        lock(&self.cache).scopes(application)
    }

    /// Writes what a plan says and remembers what the scope was made to be.
    pub(crate) async fn carry_out(&self, plan: &Plan, api: &Api<'_>, entries: &[Entry]) -> Result<(), Fault> {
        let remember = |hash| lock(&self.cache).set(api.application, plan.scope, hash);
        if plan.changes() > 0 {
            // Until all of it is written nothing is known: half a plan may be what the last start wanted.
            remember(Some(String::new()));
        }
        api.apply(plan).await?;
        if plan.refused.is_empty() {
            let is_left = entries.is_empty() && plan.scope != Scope::Global;
            remember((!is_left).then(|| hash(entries)));
        }
        Ok(())
    }
}

/// Makes Discord's list of commands the program's: once now, and again when it is requested, until the bot stops. A failure is
/// logged and retried; the other surfaces go on.
pub(crate) async fn run(runtime: Arc<Runtime>, syncing: Syncing) {
    write(&runtime, &syncing, true).await;
    runtime.shards.synced();
    let Some(mut requests) = runtime.sync.take() else { return };
    loop {
        let (reason, busy) = tokio::select! {
            request = requests.recv() => match request {
                Some(request) => request,
                None => return,
            },
            () = runtime.draining.cancelled() => return,
        };
        if syncing.is_due(reason) {
            write(&runtime, &syncing, false).await;
        }
        drop(busy);
    }
}

/// Writes every scope; those where it failed for now are tried again together.
async fn write(runtime: &Runtime, syncing: &Syncing, trust_cache: bool) {
    // A shutdown waits for it.
    let _running = runtime.tasks.token();
    let application = runtime.identity.application_id;
    let api = Api { http: &runtime.http, application };
    let is_published = |position| !syncing.without_disabled || runtime.toggles.is_enabled(position, None);
    let mut left = wanted(&runtime.registry, &runtime.locales, syncing.instead, is_published);
    for scope in syncing.known_scopes(application) {
        // Commands that moved elsewhere since the last start.
        left.entry(scope).or_default();
    }
    for retry in RETRIES.into_iter().map(Some).chain([None]) {
        let mut failed = BTreeMap::new();
        for (scope, entries) in left {
            match write_scope(syncing, &api, scope, &entries, trust_cache).await {
                Ok(()) => {}
                Err(fault) => match retry.filter(|_| fault.is_passing()) {
                    Some(wait) => {
                        tracing::warn!(error = %fault, "commands could not be registered {}; next try in {wait:?}", at(scope));
                        failed.insert(scope, entries);
                    }
                    None => {
                        tracing::error!(error = %fault, "commands could not be registered {}; calls by prefix and HTTP still work", at(scope));
                    }
                },
            }
        }
        let Some(wait) = retry.filter(|_| !failed.is_empty()) else { return };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = runtime.draining.cancelled() => return,
        }
        left = failed;
    }
}

async fn write_scope(
    syncing: &Syncing,
    api: &Api<'_>,
    scope: Scope,
    entries: &[Entry],
    trust_cache: bool,
) -> Result<(), Fault> {
    if trust_cache && lock(&syncing.cache).has(api.application, scope, &hash(entries)) {
        tracing::debug!("commands were registered by the last start {}", at(scope));
        return Ok(());
    }
    let found = api.fetch(scope).await?;
    let plan = plan(scope, entries.to_vec(), found, syncing.deletions);
    syncing.carry_out(&plan, api, entries).await?;
    if !plan.refused.is_empty() {
        tracing::warn!(
            commands = plan.refused_names(),
            "more than half of the registered commands are gone from this program and are kept {}; to delete them run `sync --allow-deletions` or set DISCORD_SYNC_DELETIONS=allow",
            at(scope)
        );
    }
    if plan.changes() == 0 {
        tracing::debug!(commands = plan.unchanged.len(), "commands are registered already {}", at(scope));
    } else {
        tracing::info!(
            created = plan.create.len(),
            updated = plan.update.len(),
            deleted = plan.delete.len(),
            unchanged = plan.unchanged.len(),
            "commands registered {}",
            at(scope)
        );
        tracing::debug!("{plan}");
    }
    Ok(())
}

fn at(scope: Scope) -> String {
    match scope {
        Scope::Global => "everywhere".to_owned(),
        Scope::Guild(guild) => format!("in server {guild}"),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing in here can panic halfway through a change.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{HEALING, Syncing};

    #[tokio::test(start_paused = true)]
    async fn a_list_is_healed_at_most_every_ten_minutes() {
        let syncing = Syncing::default();
        assert!(syncing.may_heal());
        assert!(!syncing.may_heal());
        tokio::time::advance(HEALING).await;
        assert!(syncing.may_heal());
    }
}
