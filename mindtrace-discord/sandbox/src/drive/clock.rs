//! The clock of the emulator.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::problem::Problem;
use crate::Discord;

/// A hundred years in milliseconds.
const CENTURY: u64 = 100 * 366 * 24 * 60 * 60 * 1000;

/// The time that the emulator's clock shows, which its ids and timestamps use.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Shows {
    #[schema(value_type = String, format = DateTime)]
    now: String,
}

/// A change of the clock: either `set` or `advance_ms`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// The new time, such as `2026-03-01T09:00:00Z`.
    set: Option<String>,
    /// By how much the clock moves on, in milliseconds.
    advance_ms: Option<u64>,
}

fn shown(discord: &Discord) -> Json<Shows> {
    Json(Shows { now: discord.clock().now().to_string() })
}

/// Returns the time of the emulator.
#[utoipa::path(get, path = "/sandbox/v1/clock", tag = "Sandbox", security(("token" = [])), responses((status = 200, body = Shows)))]
pub(super) async fn clock(State(discord): State<Discord>) -> Json<Shows> {
    shown(&discord)
}

/// Sets or advances the clock of the emulator; it goes on from there. The clock of a bot in another process is not changed.
#[utoipa::path(
    put,
    path = "/sandbox/v1/clock",
    tag = "Sandbox",
    request_body = Change,
    security(("token" = [])),
    responses((status = 200, body = Shows), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn set_clock(
    State(discord): State<Discord>,
    Body(change): Body<Change>,
) -> Result<Json<Shows>, Problem> {
    let clock = discord.clock();
    match (change.set, change.advance_ms) {
        (None, Some(by)) if by > CENTURY => {
            return Err(Problem::bad_request("The clock moves on by at most a hundred years at once."));
        }
        (None, Some(by)) => clock.jump(Duration::from_millis(by)),
        (Some(time), None) => {
            let wanted = time.parse::<Timestamp>().map_err(|_| {
                Problem::bad_request(format!(
                    "`{time}` is not a time; write it as in `2026-03-01T09:00:00Z`."
                ))
            })?;
            let by = wanted.duration_since(clock.now());
            if by.is_negative() {
                clock.set_back(by.unsigned_abs());
            } else {
                clock.jump(by.unsigned_abs());
            }
        }
        _ => return Err(Problem::bad_request("Send either `set` or `advance_ms`.")),
    }
    let shows = shown(&discord);
    discord.change(|world| world.remark(format!("set the clock to {}", shows.now)));
    Ok(shows)
}
