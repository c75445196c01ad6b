//! `GET /discord/status` and the two probes.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::state::Shared;
use crate::runtime::Runtime;
use crate::runtime::shards::{BotState, ShardStatus};

/// How the bot is doing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BotStatus)]
pub(super) struct Status {
    bot_name: String,
    bot_id: String,
    /// `starting`, `connected`, `degraded`, `failed` or `draining`.
    state: BotState,
    guild_count: usize,
    /// The sum of what each server says about its members.
    user_count: u64,
    /// The mean over the shards that have measured one.
    latency_ms: Option<f64>,
    uptime_seconds: f64,
    version: &'static str,
    /// Whether Discord is a stand-in in this process, which the page shows as a playground.
    playground: bool,
    shards: Vec<ShardStatus>,
    commands: Commands,
    events: Events,
    schedules: Vec<Schedule>,
    /// Calls, handlers and schedules that run.
    in_flight: usize,
    rest: Rest,
    cache: Cached,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Readiness {
    ready: bool,
    /// Why not, in one word.
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
    /// How many wait for their handlers.
    waiting: usize,
    /// How many were left out because too many waited.
    dropped: u64,
}

/// What was asked of Discord.
#[derive(Debug, Serialize, ToSchema)]
struct Rest {
    requests: u64,
    /// How many of them Discord made wait.
    rate_limited: u64,
}

/// How much the bot remembers.
#[derive(Debug, Serialize, ToSchema)]
struct Cached {
    guilds: usize,
    channels: usize,
    users: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct Schedule {
    name: &'static str,
    /// When it runs, as it was written.
    times: String,
    /// When it runs next, in RFC 3339.
    next: Option<String>,
    /// How many runs came to a good end.
    succeeded: u64,
    /// How many did not.
    failed: u64,
}

/// How the bot is doing.
#[utoipa::path(get, path = "/discord/status", tag = "Bot", security(("token" = [])), responses((status = 200, body = Status)))]
pub(super) async fn status(State(shared): State<Shared>) -> Json<Status> {
    let runtime = &shared.runtime;
    let shards = runtime.shards.snapshot();
    let latencies: Vec<f64> = shards.iter().filter_map(|shard| shard.latency_ms).collect();
    #[allow(clippy::cast_precision_loss)]
    let latency_ms = (!latencies.is_empty()).then(|| latencies.iter().sum::<f64>() / latencies.len() as f64);
    let guilds = runtime.cache.guilds();
    let user_count =
        guilds.iter().filter_map(|id| runtime.cache.guild(*id).map(|guild| guild.member_count)).sum();
    Json(Status {
        bot_name: runtime.identity.user.name.clone(),
        bot_id: runtime.identity.id.to_string(),
        state: runtime.state(),
        guild_count: guilds.len(),
        user_count,
        latency_ms,
        uptime_seconds: runtime.started.elapsed().as_secs_f64(),
        version: env!("CARGO_PKG_VERSION"),
        playground: shared.playground.is_some(),
        shards,
        commands: Commands {
            total: runtime.registry.commands().len(),
            enabled: runtime.toggles.count_enabled(),
        },
        events: Events { waiting: runtime.event_queues.waiting(), dropped: runtime.event_queues.dropped() },
        schedules: schedules(runtime),
        in_flight: runtime.tasks.len(),
        rest: Rest {
            requests: runtime.telemetry.requests.counts().map(|(_, count)| count).sum(),
            rate_limited: runtime.telemetry.times_limited(),
        },
        cache: Cached {
            guilds: runtime.cache.guild_count(),
            channels: runtime.cache.guild_channel_count(),
            users: runtime.cache.user_count(),
        },
    })
}

fn schedules(runtime: &Runtime) -> Vec<Schedule> {
    let schedules = runtime.registry.schedules().zip(&runtime.schedules);
    let schedules = schedules.map(|(schedule, state)| Schedule {
        name: schedule.name(),
        times: schedule.times(),
        next: state.next().map(|next| next.to_string()),
        succeeded: state.runs.succeeded.load(Ordering::Relaxed),
        failed: state.runs.failed.load(Ordering::Relaxed),
    });
    schedules.collect()
}

/// The process answers, so restarting it would help nobody.
#[utoipa::path(get, path = "/livez", tag = "Probes", responses((status = 200, body = str)))]
pub(super) async fn livez() -> &'static str {
    "ok"
}

/// Ready to take commands. A reason is a code and nothing more: anybody may ask.
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
        BotState::Connected => return Json(Readiness { ready: true, reason: None }).into_response(),
        BotState::Starting => "starting",
        BotState::Degraded => "degraded",
        BotState::Failed => "failed",
    };
    (StatusCode::SERVICE_UNAVAILABLE, Json(Readiness { ready: false, reason: Some(reason) })).into_response()
}
