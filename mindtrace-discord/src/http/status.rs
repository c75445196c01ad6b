//! `GET /discord/status` and the probes.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::state::Shared;
use crate::runtime::Runtime;
use crate::runtime::processes::Process;
use crate::runtime::shards::{BotState, ShardStatus};

/// The status of the bot.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BotStatus)]
pub(super) struct Status {
    bot_name: String,
    bot_id: String,
    /// `starting`, `connected`, `degraded`, `failed` or `draining`.
    state: BotState,
    /// The number of guilds, from the gateway; `null` with `DISCORD_MODE=http`, and before the first session.
    guild_count: Option<usize>,
    /// The sum of the member counts of the cached guilds; `null` if guilds are not cached, and with `DISCORD_MODE=http`.
    user_count: Option<u64>,
    /// The mean over all shards with a measured latency.
    latency_ms: Option<f64>,
    uptime_seconds: f64,
    /// The version of the bot, as its author set it; `null` otherwise.
    version: Option<String>,
    /// The version of the framework.
    framework_version: &'static str,
    /// Whether the bot runs in the sandbox, so that the page has a playground.
    playground: bool,
    /// The prefixes of text commands, the one that help shows in front. A guild may have its own.
    prefixes: Vec<String>,
    /// The number of shards of all processes; `null` before it is known, and with `DISCORD_MODE=http`.
    shard_count: Option<u32>,
    /// The shards of this process.
    shards: Vec<ShardStatus>,
    commands: Commands,
    events: Events,
    schedules: Vec<Schedule>,
    /// The number of running calls, handlers and schedules.
    in_flight: usize,
    /// The commands and handlers that block their thread at the moment.
    blocking: Vec<&'static str>,
    rest: Rest,
    cache: Cached,
    /// Whether the Redis server of `DISCORD_REDIS_URL` answers; `null` without one. While it does not, each process decides for itself.
    redis_answers: Option<bool>,
    /// The reason for which it does not, and what to do about it; `null` while it answers.
    redis_problem: Option<&'static str>,
    /// This process, and then the others that share its Redis, as they were seen in the last seconds.
    processes: Vec<Process>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Readiness {
    ready: bool,
    /// A code for the reason it is not ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommandCount)]
struct Commands {
    total: usize,
    enabled: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct Events {
    /// How many are waiting for their handlers.
    waiting: usize,
    /// How many were dropped because a queue was full.
    dropped: u64,
}

/// Counts of requests to Discord.
#[derive(Debug, Serialize, ToSchema)]
struct Rest {
    requests: u64,
    /// How many were rate-limited.
    rate_limited: u64,
}

/// The number of cached entries.
#[derive(Debug, Serialize, ToSchema)]
struct Cached {
    guilds: usize,
    channels: usize,
    users: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct Schedule {
    name: &'static str,
    /// Whether it is enabled. `/discord/handlers/{name}/enabled` toggles it.
    enabled: bool,
    /// The declared times.
    times: String,
    /// The time of the next run, in RFC 3339.
    next: Option<String>,
    /// How many runs succeeded.
    succeeded: u64,
    /// How many runs failed.
    failed: u64,
}

/// Returns the status of the bot.
#[utoipa::path(get, path = "/discord/status", tag = "Bot", security(("token" = [])), responses((status = 200, body = Status)))]
pub(super) async fn status(State(shared): State<Shared>) -> Json<Status> {
    let runtime = &shared.runtime;
    let shards = runtime.shards.snapshot();
    let latencies: Vec<f64> = shards.iter().filter_map(|shard| shard.latency_ms).collect();
    #[allow(clippy::cast_precision_loss)]
    let latency_ms = (!latencies.is_empty()).then(|| latencies.iter().sum::<f64>() / latencies.len() as f64);
    let guild_count = shards.iter().filter_map(|shard| shard.guilds).reduce(|sum, guilds| sum + guilds);
    let user_count = (guild_count.is_some() && runtime.caches_guilds()).then(|| cached_members(runtime));
    Json(Status {
        bot_name: runtime.identity.user.name.clone(),
        bot_id: runtime.identity.id.to_string(),
        state: runtime.state(),
        guild_count,
        user_count,
        latency_ms,
        uptime_seconds: runtime.started.elapsed().as_secs_f64(),
        version: runtime.version.clone(),
        framework_version: env!("CARGO_PKG_VERSION"),
        playground: shared.playground.is_some(),
        prefixes: runtime.settings.prefixes.all_of(None).iter().map(ToString::to_string).collect(),
        shard_count: runtime.shards.total(),
        shards,
        commands: Commands {
            total: runtime.registry.commands().len(),
            enabled: runtime.toggles.count_enabled(),
        },
        events: Events { waiting: runtime.event_queues.waiting(), dropped: runtime.event_queues.dropped() },
        schedules: schedules(runtime),
        in_flight: runtime.tasks.len(),
        blocking: runtime.polls.blocking(),
        rest: Rest {
            requests: runtime.telemetry.requests.counts().map(|(_, count)| count).sum(),
            rate_limited: runtime.telemetry.rate_limited_total(),
        },
        cache: Cached {
            guilds: runtime.cache.guild_count(),
            channels: runtime.cache.guild_channel_count(),
            users: runtime.cache.user_count(),
        },
        redis_answers: redis_answers(runtime),
        redis_problem: redis_problem(runtime),
        processes: runtime.all_processes(),
    })
}

/// Returns the sum of the member counts of the cached guilds.
fn cached_members(runtime: &Runtime) -> u64 {
    let guilds = runtime.cache.guilds();
    guilds.iter().filter_map(|id| runtime.cache.guild(*id).map(|guild| guild.member_count)).sum()
}

#[cfg(feature = "redis")]
fn redis_answers(runtime: &Runtime) -> Option<bool> {
    runtime.redis.as_ref().map(|server| server.answers())
}

#[cfg(feature = "redis")]
fn redis_problem(runtime: &Runtime) -> Option<&'static str> {
    runtime.redis.as_ref().and_then(|server| server.problem())
}

#[cfg(not(feature = "redis"))]
fn redis_answers(_: &Runtime) -> Option<bool> {
    None
}

#[cfg(not(feature = "redis"))]
fn redis_problem(_: &Runtime) -> Option<&'static str> {
    None
}

fn schedules(runtime: &Runtime) -> Vec<Schedule> {
    let schedules = runtime.registry.schedules().zip(&runtime.schedules);
    let schedules = schedules.enumerate().map(|(position, (schedule, state))| Schedule {
        name: schedule.name(),
        enabled: runtime.toggles.is_schedule_enabled(position),
        times: schedule.times(),
        next: state.next().map(|next| next.to_string()),
        succeeded: state.runs.succeeded.load(Ordering::Relaxed),
        failed: state.runs.failed.load(Ordering::Relaxed),
    });
    schedules.collect()
}

/// Liveness probe: answers as long as the process runs.
#[utoipa::path(get, path = "/livez", tag = "Probes", responses((status = 200, body = str)))]
pub(super) async fn livez() -> &'static str {
    "ok"
}

/// Readiness probe: whether the bot accepts commands. The route needs no token, so the reason is only a code.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "Probes",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness))
)]
pub(super) async fn readyz(State(shared): State<Shared>) -> Response {
    let runtime = &shared.runtime;
    let reason = match runtime.state() {
        BotState::Draining => "draining",
        BotState::Connected if !runtime.shards.are_reading() => "event_queue_full",
        BotState::Connected => return Json(Readiness { ready: true, reason: None }).into_response(),
        BotState::Starting => "starting",
        BotState::Degraded => "degraded",
        BotState::Failed => "failed",
    };
    (StatusCode::SERVICE_UNAVAILABLE, Json(Readiness { ready: false, reason: Some(reason) })).into_response()
}
