//! Faults of the gateway, the REST API and the clock.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::Body;
use super::problem::Problem;
use crate::{Discord, FaultError, Injection};

/// A fault.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// Its name, then optionally `on METHOD PATH`, `times N` and `after DURATION`.
    #[schema(example = "status 503 on POST /messages times 2")]
    fault: String,
}

/// Injects a fault, now or after its delay.
#[utoipa::path(
    post,
    path = "/sandbox/v1/faults",
    tag = "Sandbox",
    request_body = Request,
    security(("token" = [])),
    responses((status = 204, description = "The fault was injected."), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn inject(
    State(discord): State<Discord>,
    Body(Request { fault }): Body<Request>,
) -> Result<StatusCode, Problem> {
    let injection: Injection =
        fault.parse().map_err(|error: FaultError| Problem::bad_request(error.to_string()))?;
    let is_connected = discord.look(|world| world.sessions.connected_shards().next().is_some());
    // Later, or for the second time, it happens to connections that begin in the meantime.
    let is_now = injection.after.is_zero() && injection.times == 1;
    if is_now && !is_connected && injection.fault.needs_connection() {
        return Err(discord.refused(format!("no bot is connected, so `{injection}` happens to none")).into());
    }
    discord.inject(injection).await?;
    Ok(StatusCode::NO_CONTENT)
}
