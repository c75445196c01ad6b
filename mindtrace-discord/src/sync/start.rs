//! When commands are registered: once at the start, and again when a call shows that Discord's list is another.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::{ApplicationId, GuildId};
use tokio::time::Instant;

use super::cache::{Cache, hash};
use super::{Api, Deletions, Entry, Fault, Plan, Scope, plan, wanted};
use crate::args::ArgumentError;
use crate::bot::Runtime;
use crate::error::CommandError;
use crate::surface::Surface;

/// The waits before each further try.
const RETRIES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(15), Duration::from_mins(1)];

/// How long after a healing the next one may be.
const HEALING: Duration = Duration::from_mins(10);

/// Held by whoever writes.
type Turn<'a> = tokio::sync::MutexGuard<'a, ()>;

/// How commands are registered, and what was registered last.
#[derive(Debug, Default)]
pub(crate) struct Syncing {
    /// The server that takes what would be global.
    instead: Option<GuildId>,
    deletions: Deletions,
    cache: Mutex<Cache>,
    /// Whether commands that are switched off everywhere are taken out.
    without_disabled: bool,
    /// The right to write; two at once would see each other's half.
    turn: tokio::sync::Mutex<()>,
    healed: Mutex<Option<Instant>>,
}

impl Syncing {
    pub(crate) fn new(instead: Option<GuildId>, deletions: Deletions, cache: Option<&Path>) -> Self {
        Self { instead, deletions, cache: Mutex::new(Cache::open(cache)), ..Self::default() }
    }

    /// Takes commands out that are switched off everywhere.
    pub(crate) fn without_disabled(self, without_disabled: bool) -> Self {
        Self { without_disabled, ..self }
    }

    /// Whether a healing may start now; the next one may in ten minutes.
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

/// Makes Discord's list of commands the program's. A failure is logged and tried again; the other surfaces go on.
pub(crate) async fn sync(runtime: Arc<Runtime>) {
    let turn = runtime.sync.turn.lock().await;
    write(&runtime, true, turn).await;
    runtime.shards.synced();
}

/// Compares Discord's list with the program's once more, because a call came that the program knows nothing of. It happens in
/// the background, and at most every ten minutes.
pub(crate) async fn heal(runtime: &Arc<Runtime>) {
    if runtime.is_draining() || !runtime.sync.may_heal() {
        return;
    }
    tracing::warn!(
        "a command was called that this program does not have as Discord knows it; the list is compared again"
    );
    let healing = Arc::clone(runtime);
    runtime.tasks.spawn(async move {
        // Somebody who is at it already does the same.
        if let Ok(turn) = healing.sync.turn.try_lock() {
            write(&healing, false, turn).await;
        }
    });
}

/// Takes what was switched off out of Discord's list and puts back what was switched on, in the background, if that is wanted.
pub(crate) fn republish(runtime: &Arc<Runtime>) {
    if runtime.is_draining() || !runtime.sync.without_disabled {
        return;
    }
    begin(runtime);
}

/// Compares once more in the background, because somebody wants it.
#[cfg(feature = "http")]
pub(crate) fn again(runtime: &Arc<Runtime>) {
    begin(runtime);
}

fn begin(runtime: &Arc<Runtime>) {
    let changed = Arc::clone(runtime);
    let busy = runtime.work.begin();
    runtime.tasks.spawn(async move {
        let turn = changed.sync.turn.lock().await;
        write(&changed, false, turn).await;
        drop(busy);
    });
}

/// What an error means that is the fault of Discord's list: the caller chose from it, and so did nothing wrong.
pub(crate) fn stale(error: CommandError, surface: Surface) -> CommandError {
    match error {
        CommandError::Unknown { .. }
        | CommandError::Incomplete { .. }
        | CommandError::Argument(ArgumentError::Unknown { .. })
            if matches!(surface, Surface::Slash | Surface::Menu) =>
        {
            CommandError::Changed
        }
        error => error,
    }
}

/// Writes every scope; those where it failed for now are tried again together.
async fn write(runtime: &Runtime, trust_cache: bool, _turn: Turn<'_>) {
    let application = runtime.identity.application_id;
    let api = Api { http: &runtime.http, application };
    let is_published = |position| !runtime.sync.without_disabled || runtime.switches.is_on(position, None);
    let mut left = wanted(&runtime.registry, &runtime.locales, runtime.sync.instead, is_published);
    for scope in runtime.sync.known_scopes(application) {
        // Commands that moved elsewhere since the last start.
        left.entry(scope).or_default();
    }
    for retry in RETRIES.into_iter().map(Some).chain([None]) {
        let mut failed = BTreeMap::new();
        for (scope, entries) in left {
            match write_scope(&runtime.sync, &api, scope, &entries, trust_cache).await {
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
    use super::{CommandError, HEALING, Surface, Syncing, stale};

    #[tokio::test(start_paused = true)]
    async fn a_list_is_healed_at_most_every_ten_minutes() {
        let syncing = Syncing::default();
        assert!(syncing.may_heal());
        assert!(!syncing.may_heal());
        tokio::time::advance(HEALING).await;
        assert!(syncing.may_heal());
    }

    #[test]
    fn what_is_chosen_from_a_list_and_not_there_is_the_fault_of_the_list() {
        let unknown = || CommandError::Unknown { name: "gone".to_owned(), nearest: Vec::new() };
        assert!(matches!(stale(unknown(), Surface::Slash), CommandError::Changed));
        assert!(matches!(stale(unknown(), Surface::Menu), CommandError::Changed));
        assert!(matches!(stale(unknown(), Surface::Prefix), CommandError::Unknown { .. }));
        assert!(matches!(stale(CommandError::Disabled, Surface::Slash), CommandError::Disabled));
    }
}
