//! `/sandbox/…`: what the playground of the page is made of, when the bot runs in the sandbox.
//!
//! It belongs to the page and is no promise to other programs, so `/openapi.json` does not have it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::{Stream, stream};
use serde::Deserialize;
use serenity::model::id::UserId;
use tokio::sync::{OwnedSemaphorePermit, watch};

use mindtrace_discord_sandbox::playground::{Act, Done, Location, View};

use super::{Discord, SandboxError};
use crate::http::{self, Body, Load, Problem, Shared};
use crate::runtime::Runtime;

/// The largest body, in bytes: a file of the size that Discord takes from people, in base64.
const LIMIT: usize = 16 * 1024 * 1024;

/// How often a line is sent when nothing happens.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[derive(Clone)]
struct Playground {
    discord: Discord,
    runtime: Arc<Runtime>,
    load: Arc<Load>,
}

/// The playground of a bot that runs on this emulator.
pub(super) fn playground(discord: &Discord) -> http::Playground {
    let pictures = discord.url().to_owned();
    let discord = discord.clone();
    let routes = move |shared: &Shared| {
        let (runtime, load) = (Arc::clone(&shared.runtime), Arc::clone(&shared.load));
        Router::new()
            .route("/sandbox/view", get(view))
            .route("/sandbox/changes", get(changes))
            .route("/sandbox/act", post(act).layer(DefaultBodyLimit::max(LIMIT)))
            .with_state(Playground { discord: discord.clone(), runtime, load })
    };
    http::Playground { routes: Box::new(routes), pictures }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Looking {
    person: Option<UserId>,
    location: Option<Location>,
}

/// What somebody sees in one place.
async fn view(
    State(playground): State<Playground>,
    looking: Result<Query<Looking>, QueryRejection>,
) -> Result<Json<View>, Problem> {
    let Query(Looking { person, location }) = looking?;
    Ok(Json(View::of(&playground.discord, person, location)?))
}

/// Somebody does something.
async fn act(State(playground): State<Playground>, body: Body<Act>) -> Result<Json<Done>, Problem> {
    let Body(act) = body;
    Ok(Json(act.carry_out(&playground.discord).await?))
}

/// A line whenever something has changed, however much it was.
async fn changes(
    State(playground): State<Playground>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let place = playground.load.watcher()?;
    let mut changes = playground.discord.watch();
    // Whoever begins to watch may have looked before.
    changes.mark_changed();
    let watching = stream::unfold((playground.runtime, changes, place), next);
    Ok(Sse::new(watching).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

type Watching = (Arc<Runtime>, watch::Receiver<u64>, OwnedSemaphorePermit);

async fn next((runtime, mut changes, place): Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    tokio::select! {
        version = changes.changed() => version.ok()?,
        () = runtime.draining.cancelled() => return None,
    }
    let version = *changes.borrow_and_update();
    Some((Ok(Event::default().event("changed").data(version.to_string())), (runtime, changes, place)))
}

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        match error {
            SandboxError::Timeout { .. } => Self::no_answer(error.reason()),
            _ => Self::refused(error.reason()),
        }
    }
}
