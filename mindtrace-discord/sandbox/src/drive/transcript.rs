//! The transcript, from a line on.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};

use super::problem::Problem;
use super::wait::{stopped, wait};
use crate::discord::world::World;
use crate::{Discord, Line, LineKind};

/// The lines that are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// The number of the first line, such as `next` of the last answer. The last 100000 lines are stored.
    #[serde(default)]
    since: usize,
    /// How long to wait for a line, in milliseconds, at most 25000.
    #[serde(default)]
    wait_ms: u64,
}

/// A part of the transcript.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Lines {
    /// Empty if there was no line in time.
    lines: Vec<Spoken>,
    /// The number of the next line.
    next: usize,
}

/// One line of the transcript.
#[derive(Debug, Serialize, ToSchema)]
struct Spoken {
    /// The user who posted or acted; `discord` for a remark of the emulator.
    speaker: String,
    /// For example `#general` or `DM with alice`; empty if there is none.
    location: String,
    /// The text of the message, or the action.
    text: String,
    /// Whether the bot under test posted or acted.
    from_bot: bool,
    /// `message`, `edit`, `deletion`, `command`, `reaction`, `failure` or `notice`.
    kind: &'static str,
}

impl From<&Line> for Spoken {
    fn from(line: &Line) -> Self {
        Self {
            speaker: line.speaker.clone(),
            location: line.location.clone(),
            text: line.text.clone(),
            from_bot: line.from_bot,
            kind: match line.kind {
                LineKind::Message => "message",
                LineKind::Edit => "edit",
                LineKind::Deletion => "deletion",
                LineKind::Command => "command",
                LineKind::Reaction => "reaction",
                LineKind::Failure => "failure",
                LineKind::Notice => "notice",
            },
        }
    }
}

/// Returns the transcript from a line on. With `wait_ms`, it waits until there is such a line.
#[utoipa::path(
    get,
    path = "/sandbox/v1/transcript",
    tag = "Sandbox",
    params(Since),
    security(("token" = [])),
    responses((status = 200, body = Lines), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn transcript(
    State(discord): State<Discord>,
    query: Result<Query<Since>, QueryRejection>,
) -> Result<Json<Lines>, Problem> {
    let Query(Since { since, wait_ms }) = query?;
    if let Some(wait) = wait(wait_ms)? {
        let mut stop = discord.shutdown_signal();
        let has_line = |world: &mut World| (world.transcript.total() > since).then_some(());
        tokio::select! {
            _ = discord.wait_until(Instant::now() + wait, has_line) => {}
            () = stopped(&mut stop) => {}
        }
    }
    Ok(Json(discord.look(|world| {
        let transcript = &world.transcript;
        Lines { lines: transcript.since(since).map(Spoken::from).collect(), next: transcript.total() }
    })))
}
