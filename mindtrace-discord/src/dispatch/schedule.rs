//! Runs schedules, one task each. Without `overlap` the task waits for its run, and for those of other processes, so runs that fall due
//! meanwhile are missed.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::sleep;

use crate::activity::Busy;
use crate::context::{Context, Inner};
use crate::dispatch::event::{DEFAULT_TIMEOUT, handle};
use crate::random;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::runtime::handler_state::ScheduleState;
use crate::schedule::{Run, ScheduleSpec, Tick, Times};
use crate::shared_state::{Away, Claim, SharedState};

/// How long it is remembered that a run was claimed: longer than a process may be late.
const CLAIM: Duration = Duration::from_hours(25);

/// The same for schedules with less than a minute between two runs.
const FREQUENT_CLAIM: Duration = Duration::from_hours(1);

/// How long a process that was killed keeps other processes from running the schedule.
const PERMIT: Duration = Duration::from_secs(10);

/// The time between two attempts to get the permit of a schedule.
const RETRY: Duration = Duration::from_millis(250);

/// Starts every schedule; their tasks end when the bot starts to shut down.
pub(crate) fn start(runtime: &Arc<Runtime>) {
    for (position, spec) in runtime.registry.schedules().enumerate() {
        let start = runtime.clock.now();
        // Processes that share their runs need the same due times, whenever each of them started.
        let origin = if runtime.shared.is_some() { Timestamp::UNIX_EPOCH } else { start };
        match Times::new(spec.when, origin) {
            Ok(times) => {
                let busy = runtime.activity.begin();
                runtime.spawn_tracked(drive(Arc::clone(runtime), *spec, position, times, start, busy));
            }
            // Cannot happen: the attribute and `validate` both check the times.
            Err(error) => {
                tracing::error!(schedule = spec.name(), %error, "the times of a schedule are invalid");
            }
        }
    }
}

async fn drive(
    runtime: Arc<Runtime>,
    spec: ScheduleSpec,
    position: usize,
    times: Times,
    start: Timestamp,
    mut busy: Busy,
) {
    let Some(state) = runtime.schedules.get(position) else { return };
    let mut next = if spec.run_at_start { Some(start) } else { times.after(start) };
    while let Some(due) = next {
        state.set_next(Some(due));
        let begin = due.checked_add(delay(spec.jitter)).unwrap_or(due);
        busy = tokio::select! {
            busy = runtime.clock.sleep_until(begin, &runtime.activity, busy) => busy,
            () = runtime.draining.cancelled() => return,
        };
        let is_at_start = spec.run_at_start && due == start;
        let Turn { permit, runs, next: following } = tokio::select! {
            turn = turn(&runtime, &spec, &times, due, is_at_start) => turn,
            () = runtime.draining.cancelled() => return,
        };
        next = following;
        state.set_next(next);
        for run in runs {
            if runtime.is_draining() {
                return;
            }
            if !runtime.toggles.is_schedule_enabled(position) {
                continue;
            }
            if !is_at_start && !claim(&runtime, &spec, run.due, next).await {
                continue;
            }
            let run = tick(Arc::clone(&runtime), spec, position, run);
            if spec.overlap {
                let busy = runtime.activity.begin();
                runtime.spawn_tracked(async move {
                    run.await;
                    drop(busy);
                });
            } else {
                run.await;
            }
        }
        // At once, because another process may wait for it. Without an answer it expires.
        if let Some(permit) = permit {
            let _ = permit.release().await;
        }
    }
    state.set_next(None);
    tracing::info!(schedule = spec.name(), "the schedule has no further runs");
}

/// The runs that this process may make now.
struct Turn {
    /// Held during the runs, so that other processes wait.
    permit: Option<Claim>,
    runs: Vec<Run>,
    /// The time after them.
    next: Option<Timestamp>,
}

/// Waits for the end of a run in another process, unless runs may overlap, and returns the runs that are due then.
///
/// The wait ends as well when other processes have claimed all of them, unless it is the run at the start, which each process makes. While
/// Redis does not answer, no process waits for another.
async fn turn(
    runtime: &Runtime,
    spec: &ScheduleSpec,
    times: &Times,
    due: Timestamp,
    is_at_start: bool,
) -> Turn {
    let shared = runtime.shared.as_ref().filter(|_| !spec.overlap);
    let holder = format!("{}:{}", runtime.processes.id(), random::name());
    loop {
        let permit = match shared {
            Some(shared) => {
                let key = format!("run:{}", spec.name());
                Claim::permit(shared, key, holder.clone(), 1, PERMIT).await
            }
            None => Err(Away),
        };
        // The run at the start is never missed, however long it waits.
        let (runs, next) = if is_at_start {
            (vec![Run { due, missed: 0 }], times.after(due))
        } else {
            times.runs(due, runtime.clock.now(), spec.missed)
        };
        let is_held_elsewhere = matches!(permit, Ok(None));
        let Some(shared) = shared.filter(|_| is_held_elsewhere) else {
            return Turn { permit: permit.ok().flatten(), runs, next };
        };
        if !is_at_start && are_claimed(&**shared, spec, &runs).await {
            return Turn { permit: None, runs: Vec::new(), next };
        }
        sleep(RETRY).await;
    }
}

/// Returns whether each of the runs was claimed.
async fn are_claimed(shared: &dyn SharedState, spec: &ScheduleSpec, runs: &[Run]) -> bool {
    for run in runs {
        if !matches!(shared.get(&tick_key(spec, run.due)).await, Ok(Some(_))) {
            return false;
        }
    }
    true
}

/// Returns the key of a due time, which has a text once a process has claimed it.
fn tick_key(spec: &ScheduleSpec, due: Timestamp) -> String {
    format!("tick:{}:{}", spec.name(), due.as_millisecond())
}

/// Returns whether this run belongs to this process. Each due time runs once among the processes that share a Redis; while it does not
/// answer, in each of them.
async fn claim(runtime: &Runtime, spec: &ScheduleSpec, due: Timestamp, next: Option<Timestamp>) -> bool {
    let Some(shared) = &runtime.shared else { return true };
    let key = tick_key(spec, due);
    let is_frequent = next.is_some_and(|next| next.duration_since(due) < SignedDuration::from_mins(1));
    let lasts = if is_frequent { FREQUENT_CLAIM } else { CLAIM };
    shared.swap(&key, None, Some(runtime.processes.id()), Some(lasts)).await.unwrap_or_else(|error| {
        tracing::warn!(%error, schedule = spec.name(), "a schedule may run in several processes");
        true
    })
}

/// Runs a schedule's handler once.
async fn tick(runtime: Arc<Runtime>, spec: ScheduleSpec, position: usize, run: Run) {
    let Run { due, missed } = run;
    if missed > 0 {
        tracing::warn!(
            schedule = spec.name(),
            missed,
            "the schedule missed runs; this run makes up for them"
        );
    }
    let deadline = Some(Deadline::start(spec.handler.timeout.unwrap_or(DEFAULT_TIMEOUT)));
    let ctx = Context::new(Inner { deadline, ..Inner::detached(&runtime) });
    let due = serenity::model::Timestamp::from_millis(due.as_millisecond()).unwrap_or_default();
    let result = handle(&spec.handler, &ctx, &Tick { due, missed }).await;
    let Some(ScheduleState { runs, .. }) = runtime.schedules.get(position) else { return };
    runs.count(result.is_ok());
}

/// Returns a random delay of at most `most`.
fn delay(most: Duration) -> Duration {
    let mut bytes = [0; 8];
    // Without randomness the run starts on time.
    if most.is_zero() || getrandom::fill(&mut bytes).is_err() {
        return Duration::ZERO;
    }
    let most = u64::try_from(most.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(u64::from_le_bytes(bytes) % most.saturating_add(1))
}
