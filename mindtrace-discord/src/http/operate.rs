//! Operations on the whole bot: draining, and syncing the list of commands.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::problem::Problem;
use super::state::Shared;
use crate::interaction;
use crate::runtime::command_sync::SyncReason;
use crate::telemetry::Entry;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Draining {
    draining: bool,
    /// With `all`, how many processes drain.
    #[serde(skip_serializing_if = "Option::is_none")]
    processes: Option<usize>,
}

/// Which processes drain.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Whether all processes drain that share this one's Redis.
    #[serde(default)]
    #[param(default = false)]
    all: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Resync {
    /// `started`: the sync runs in the background, and logs its changes.
    resync: &'static str,
}

/// Refuses new commands and events from now on; running ones finish. The process stays until it is stopped.
#[utoipa::path(post, path = "/discord/drain", tag = "Bot", params(Which), security(("token" = [])), responses((status = 200, body = Draining)))]
pub(super) async fn drain(
    State(shared): State<Shared>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Json<Draining>, Problem> {
    let (runtime, Query(Which { all })) = (&shared.runtime, which?);
    tracing::info!("draining the bot, as requested over HTTP");
    runtime.telemetry.write(|| Entry::operated("drain", None, "http", None));
    let processes = if all { Some(interaction::drain_others(runtime).await + 1) } else { None };
    runtime.drain();
    Ok(Json(Draining { draining: true, processes }))
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
