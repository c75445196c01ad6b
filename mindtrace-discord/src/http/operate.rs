//! Operations on the whole bot: draining, and syncing the list of commands.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use super::state::Shared;
use crate::runtime::command_sync::SyncReason;
use crate::telemetry::Entry;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Draining {
    draining: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Resync {
    /// `started`: the sync runs in the background, and logs its changes.
    resync: &'static str,
}

/// Refuses new commands and events from now on; running ones finish. The process stays until it is stopped.
#[utoipa::path(post, path = "/discord/drain", tag = "Bot", security(("token" = [])), responses((status = 200, body = Draining)))]
pub(super) async fn drain(State(shared): State<Shared>) -> Json<Draining> {
    let runtime = &shared.runtime;
    tracing::info!("draining the bot, as requested over HTTP");
    runtime.telemetry.write(|| Entry::operated("drain", None, "http", None));
    runtime.drain();
    Json(Draining { draining: true })
}

/// Compares Discord's list of commands with the program's, and writes the differences.
#[utoipa::path(post, path = "/discord/resync", tag = "Bot", security(("token" = [])), responses((status = 202, body = Resync)))]
pub(super) async fn resync(State(shared): State<Shared>) -> Result<(StatusCode, Json<Resync>), Problem> {
    let runtime = &shared.runtime;
    if runtime.is_draining() {
        return Err(Problem::draining());
    }
    runtime.telemetry.write(|| Entry::operated("resync", None, "http", None));
    runtime.request_sync(SyncReason::Requested);
    Ok((StatusCode::ACCEPTED, Json(Resync { resync: "started" })))
}
