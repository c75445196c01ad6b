//! `GET /discord/history`: the last hour.

use axum::Json;
use axum::extract::State;

use super::state::Shared;
use crate::telemetry::Hour;

/// Returns the calls, their durations and the events of the last hour by the minute, and the use of each command. A restart clears it.
#[utoipa::path(get, path = "/discord/history", tag = "Bot", security(("token" = [])), responses((status = 200, body = Hour)))]
pub(super) async fn history(State(shared): State<Shared>) -> Json<Hour> {
    Json(shared.runtime.telemetry.hour())
}
