//! What is done to the bot as a whole: let it run down, and compare Discord's list of commands once more.

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
    /// It goes on in the background; the log says what was written.
    resync: &'static str,
}

/// Takes no new commands and events from now on, and lets those finish that run; the process stays until it is stopped.
#[utoipa::path(post, path = "/discord/drain", tag = "Bot", security(("token" = [])), responses((status = 200, body = Draining)))]
pub(super) async fn drain(State(shared): State<Shared>) -> Json<Draining> {
    let runtime = &shared.runtime;
    tracing::info!("the bot is drained over HTTP");
    runtime.telemetry.write(|| Entry::operated("drain", None, "http", None));
    runtime.drain();
    Json(Draining { draining: true })
}

/// Compares Discord's list of commands with the program's, and writes what is different.
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
