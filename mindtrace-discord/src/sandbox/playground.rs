//! `/sandbox/…`: the routes of the playground, for a bot in the sandbox.
//!
//! They are private to the page, so `/openapi.json` does not list them.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::{Stream, stream};
use serde::Deserialize;
use serenity::model::id::UserId;
use tokio::sync::{OwnedSemaphorePermit, watch};

use mindtrace_discord_sandbox::playground::{Act, Done, Location, View};

use super::{Discord, FaultError, Injection, SandboxError};
use crate::http::{self, Body, Load, Problem, Scope, Shared};
use crate::runtime::Runtime;

/// The largest body in bytes: a file of the size that Discord accepts from users, in base64.
const LIMIT: usize = 16 * 1024 * 1024;

/// The interval of keep-alive lines while nothing changes.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[derive(Clone)]
struct Playground {
    discord: Discord,
    runtime: Arc<Runtime>,
    load: Arc<Load>,
}

/// Creates the playground of a bot on this emulator.
pub(super) fn playground(discord: &Discord) -> http::Playground {
    let pictures = discord.url().to_owned();
    let discord = discord.clone();
    let routes = move |shared: &Shared| {
        let (runtime, load) = (Arc::clone(&shared.runtime), Arc::clone(&shared.load));
        Router::new()
            .route("/sandbox/view", get(view))
            .route("/sandbox/changes", get(changes))
            .route("/sandbox/act", post(act).layer(DefaultBodyLimit::max(LIMIT)))
            .route("/sandbox/fault", post(fault))
            .with_state(Playground { discord: discord.clone(), runtime, load })
    };
    http::Playground { routes: Box::new(routes), pictures }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViewQuery {
    user: Option<UserId>,
    location: Option<Location>,
}

/// Returns what a member sees in one location.
async fn view(
    State(playground): State<Playground>,
    query: Result<Query<ViewQuery>, QueryRejection>,
) -> Result<Json<View>, Problem> {
    let Query(ViewQuery { user, location }) = query?;
    Ok(Json(View::of(&playground.discord, user, location)?))
}

/// Carries out an action of a member.
async fn act(State(playground): State<Playground>, body: Body<Act>) -> Result<Json<Done>, Problem> {
    let Body(act) = body;
    Ok(Json(act.carry_out(&playground.discord).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultRequest {
    /// As in the terminal, such as `close 4009`.
    fault: String,
}

/// Injects a fault.
async fn fault(
    State(playground): State<Playground>,
    body: Body<FaultRequest>,
) -> Result<StatusCode, Problem> {
    let Body(FaultRequest { fault }) = body;
    let injection: Injection =
        fault.parse().map_err(|error: FaultError| Problem::bad_request(error.to_string()))?;
    playground.discord.inject(injection).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Streams an event whenever something has changed. Several changes may share one event.
async fn changes(
    State(playground): State<Playground>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    // Its routes require the admin token.
    let permit = playground.load.stream(Scope::Admin)?;
    let mut changes = playground.discord.watch();
    // A client may have fetched its view before it subscribes, so the first event is sent at once.
    changes.mark_changed();
    let events = stream::unfold((playground.runtime, changes, permit), next);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

type Subscription = (Arc<Runtime>, watch::Receiver<u64>, OwnedSemaphorePermit);

async fn next(
    (runtime, mut changes, permit): Subscription,
) -> Option<(Result<Event, Infallible>, Subscription)> {
    tokio::select! {
        version = changes.changed() => version.ok()?,
        () = runtime.draining.cancelled() => return None,
    }
    let version = *changes.borrow_and_update();
    Some((Ok(Event::default().event("changed").data(version.to_string())), (runtime, changes, permit)))
}

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        match error {
            SandboxError::Timeout { .. } => Self::no_response(error.reason()),
            _ => Self::refused(error.reason()),
        }
    }
}
