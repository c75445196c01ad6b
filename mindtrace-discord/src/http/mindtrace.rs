//! The seven endpoints that every Mindtrace service has, with the names and shapes of the Python original.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::state::Shared;
use crate::runtime::Runtime;
use crate::runtime::shards::BotState;
use crate::telemetry::Entry;

/// The names of the routes, as the original lists them.
const ENDPOINTS: [&str; 12] = [
    "endpoints",
    "status",
    "heartbeat",
    "server_id",
    "class_name",
    "pid_file",
    "shutdown",
    "discord.status",
    "discord.commands",
    "discord.execute",
    "discord/commands",
    "discord/execute",
];

/// The status of a service, in the words of the original.
#[derive(Debug, Serialize, ToSchema)]
pub(super) enum ServerStatus {
    Down,
    Launching,
    FailedToLaunch,
    Available,
    Stopping,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Endpoints {
    endpoints: Vec<&'static str>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceStatus)]
pub(super) struct Status {
    status: ServerStatus,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Heartbeat {
    heartbeat: HeartbeatStatus,
}

#[derive(Debug, Serialize, ToSchema)]
struct HeartbeatStatus {
    status: ServerStatus,
    server_id: String,
    message: &'static str,
    #[schema(value_type = Object)]
    details: Value,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ServerId {
    server_id: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClassName {
    class_name: &'static str,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PidFile {
    /// Always `null`: this service writes no such file.
    pid_file: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Shutdown {
    shutdown: bool,
}

/// Lists the endpoints.
#[utoipa::path(post, path = "/endpoints", operation_id = "service_endpoints", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = Endpoints)))]
pub(super) async fn endpoints() -> Json<Endpoints> {
    Json(Endpoints { endpoints: ENDPOINTS.to_vec() })
}

/// Returns the status in one word.
#[utoipa::path(post, path = "/status", operation_id = "service_status", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = Status)))]
pub(super) async fn status(State(shared): State<Shared>) -> Json<Status> {
    Json(Status { status: service_status(&shared.runtime) })
}

/// Returns the status with details.
#[utoipa::path(post, path = "/heartbeat", operation_id = "service_heartbeat", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = Heartbeat)))]
pub(super) async fn heartbeat(State(shared): State<Shared>) -> Json<Heartbeat> {
    let runtime = &shared.runtime;
    let status = service_status(runtime);
    let message = match status {
        ServerStatus::Available => "Heartbeat check successful.",
        _ => "The bot is not connected.",
    };
    let details = json!({
        "state": runtime.state(),
        "shards": runtime.shards.snapshot().len(),
        "uptime_seconds": runtime.started.elapsed().as_secs_f64(),
    });
    let server_id = shared.server_id.to_string();
    Json(Heartbeat { heartbeat: HeartbeatStatus { status, server_id, message, details } })
}

/// Returns the id of this run.
#[utoipa::path(post, path = "/server_id", operation_id = "service_server_id", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = ServerId)))]
pub(super) async fn server_id(State(shared): State<Shared>) -> Json<ServerId> {
    Json(ServerId { server_id: shared.server_id.to_string() })
}

/// Returns the class name of the service.
#[utoipa::path(post, path = "/class_name", operation_id = "service_class_name", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = ClassName)))]
pub(super) async fn class_name() -> Json<ClassName> {
    Json(ClassName { class_name: "DiscordService" })
}

/// Returns the path of the PID file, which is always `null`.
#[utoipa::path(post, path = "/pid_file", operation_id = "service_pid_file", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = PidFile)))]
pub(super) async fn pid_file() -> Json<PidFile> {
    Json(PidFile { pid_file: None })
}

/// Stops the bot as SIGTERM does; running commands may finish.
#[utoipa::path(post, path = "/shutdown", operation_id = "service_shutdown", tag = "Mindtrace", security(("token" = [])), responses((status = 200, body = Shutdown)))]
pub(super) async fn shutdown(State(shared): State<Shared>) -> Json<Shutdown> {
    tracing::info!("stopping the bot, as requested over HTTP");
    shared.runtime.telemetry.write(|| Entry::operated("shutdown", None, "http", None));
    shared.runtime.stop.cancel();
    Json(Shutdown { shutdown: true })
}

fn service_status(runtime: &Arc<Runtime>) -> ServerStatus {
    match runtime.state() {
        BotState::Connected => ServerStatus::Available,
        BotState::Starting => ServerStatus::Launching,
        BotState::Degraded => ServerStatus::Down,
        BotState::Failed => ServerStatus::FailedToLaunch,
        BotState::Draining => ServerStatus::Stopping,
    }
}
