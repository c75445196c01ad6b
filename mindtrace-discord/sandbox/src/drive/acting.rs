//! Actions of users, and their view of the guilds.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::body::Body;
use super::problem::Problem;
use super::wait::{stopped, wait};
use crate::Discord;
use crate::playground::{Action, Done, Shown, View, member_called};

/// An action of a user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    /// The name or id of the user. An unknown name becomes a member of the first guild, without an event. Default: the first member who
    /// is not the owner.
    #[schema(example = "alice")]
    user: Option<String>,
    /// The name or id of a channel, `Guild/channel` for one of another guild than the first, or `dm`. Default: `general`.
    #[schema(example = "general")]
    location: Option<String>,
    action: Action,
    /// How long to wait for the bot's answer, in milliseconds, at most 25000. With 0, the default, messages are posted without waiting,
    /// interactions wait for their first response, and the action `wait` looks once.
    #[serde(default)]
    #[schema(example = 5000)]
    wait_ms: u64,
}

/// The user, and their location.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Viewpoint {
    /// The name or id of the user, as for `/sandbox/v1/act`.
    user: Option<String>,
    /// The name or id of a channel, or `dm`, as for `/sandbox/v1/act`.
    location: Option<String>,
}

/// Lets a user act, and waits for the bot's answer.
#[utoipa::path(
    post,
    path = "/sandbox/v1/act",
    tag = "Members",
    request_body = Call,
    security(("token" = [])),
    responses((status = 200, body = Done), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn act(
    State(discord): State<Discord>,
    Body(call): Body<Call>,
) -> Result<Json<Done>, Problem> {
    let wait = wait(call.wait_ms)?;
    // A user who joins is no member yet, and sees no channel.
    let (user, location) = match &call.action {
        Action::Join { .. } => (None, None),
        _ => (call.user.as_deref(), call.location.as_deref()),
    };
    let member = member_called(&discord, user, location).await?;
    let mut stop = discord.shutdown_signal();
    tokio::select! {
        done = call.action.carry_out(&discord, &member, wait) => Ok(Json(done?)),
        () = stopped(&mut stop) => Err(Problem::stopping()),
    }
}

/// Returns all messages that a user sees in one location, oldest first.
#[utoipa::path(
    get,
    path = "/sandbox/v1/messages",
    tag = "Members",
    params(Viewpoint),
    security(("token" = [])),
    responses((status = 200, body = Vec<Shown>), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn messages(
    State(discord): State<Discord>,
    query: Result<Query<Viewpoint>, QueryRejection>,
) -> Result<Json<Vec<Shown>>, Problem> {
    let Query(Viewpoint { user, location }) = query?;
    let member = member_called(&discord, user.as_deref(), location.as_deref()).await?;
    Ok(Json(member.messages().into_iter().map(Shown::from).collect()))
}

/// Returns what a client shows a user in one location: guilds, channels, members, the latest messages and the commands.
#[utoipa::path(
    get,
    path = "/sandbox/v1/view",
    tag = "Members",
    params(Viewpoint),
    security(("token" = [])),
    responses((status = 200, body = View), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn view(
    State(discord): State<Discord>,
    query: Result<Query<Viewpoint>, QueryRejection>,
) -> Result<Json<View>, Problem> {
    let Query(Viewpoint { user, location }) = query?;
    let member = member_called(&discord, user.as_deref(), location.as_deref()).await?;
    Ok(Json(View::of_member(&discord, &member)?))
}
