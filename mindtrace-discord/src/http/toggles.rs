//! Toggles of commands, categories and handlers, and the log level.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use serde::{Deserialize, Deserializer, Serialize};
use serenity::model::id::GuildId;
use utoipa::ToSchema;

use super::body::Body;
use super::ids::Id;
use super::paging::Page;
use super::problem::Problem;
use super::state::Shared;
use crate::logging;
use crate::surface::Surface;
use crate::toggles::{Change, LogLevel, Target, Toggle};

/// The maximum length of a reason, in characters.
const MAX_REASON: usize = 500;

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ToggleChange)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// `null` removes the toggle, so that the declaration in the program applies.
    #[serde(deserialize_with = "present")]
    #[schema(required = true)]
    enabled: Option<bool>,
    /// The guild of the toggle; global if missing.
    #[serde(default)]
    guild_id: Option<Id>,
    /// A reason, stored with the author and the time.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// A toggle after a change.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Toggled {
    name: String,
    /// The state of the toggle; `null` if it was removed.
    enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    guild_id: Option<GuildId>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ToggleList)]
pub(super) struct List {
    #[schema(value_type = Vec<Object>)]
    toggles: Vec<Toggle>,
    total: usize,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = LogChange)]
#[serde(deny_unknown_fields)]
pub(super) struct Level {
    /// A level or filters, as in `DISCORD_LOG`; `null` restores the level that the bot was started with.
    #[serde(deserialize_with = "present")]
    #[schema(
        required = true,
        pattern = "^([a-z0-9_:]+=)?(off|error|warn|info|debug|trace)(,([a-z0-9_:]+=)?(off|error|warn|info|debug|trace))*$"
    )]
    level: Option<String>,
    /// A reason, stored with the author and the time.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Logs {
    level: Option<String>,
    /// The last change, with its author, time and reason; missing if there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    changed: Option<LogLevel>,
}

impl Logs {
    fn of(shared: &Shared) -> Json<Self> {
        Json(Self { level: logging::level(), changed: shared.runtime.toggles.state().log.clone() })
    }
}

/// Deserializes a field that may be `null` but not missing, so that a forgotten field does not reset a toggle.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

type Name = Result<Path<String>, PathRejection>;

/// Lists the toggles, with their authors, times and reasons.
#[utoipa::path(get, path = "/discord/toggles", tag = "Toggles", params(Page), security(("token" = [])), responses((status = 200, body = List)))]
pub(super) async fn list(State(shared): State<Shared>, page: Page) -> Json<List> {
    let state = shared.runtime.toggles.state();
    let (toggles, total) = page.of(&state.toggles);
    Json(List { toggles: toggles.into_iter().cloned().collect(), total })
}

/// Disables or enables a command.
#[utoipa::path(put, path = "/discord/commands/{name}/enabled", tag = "Toggles", params(("name" = String, Path)), request_body = Request, security(("token" = [])), responses((status = 200, body = Toggled)))]
pub(super) async fn command(
    State(shared): State<Shared>,
    name: Name,
    Body(request): Body<Request>,
) -> Result<Json<Toggled>, Problem> {
    let Path(name) = name?;
    let registry = &shared.runtime.registry;
    let Some(command) = registry.named(&name) else {
        return Err(Problem::unknown_command(&name, registry.nearest(&name, Surface::Http)));
    };
    change(&shared, Target::Command(command.key()), command.name, request).await
}

/// Disables or enables a category.
#[utoipa::path(put, path = "/discord/categories/{name}/enabled", tag = "Toggles", params(("name" = String, Path)), request_body = Request, security(("token" = [])), responses((status = 200, body = Toggled)))]
pub(super) async fn category(
    State(shared): State<Shared>,
    name: Name,
    Body(request): Body<Request>,
) -> Result<Json<Toggled>, Problem> {
    let Path(name) = name?;
    let found = shared.runtime.registry.category_named(&name);
    let name = found.ok_or_else(|| Problem::unknown("category", &name))?;
    change(&shared, Target::Category(name.to_owned()), name, request).await
}

/// Disables or enables an event handler or a schedule.
#[utoipa::path(put, path = "/discord/handlers/{name}/enabled", tag = "Toggles", params(("name" = String, Path)), request_body = Request, security(("token" = [])), responses((status = 200, body = Toggled)))]
pub(super) async fn handler(
    State(shared): State<Shared>,
    name: Name,
    Body(request): Body<Request>,
) -> Result<Json<Toggled>, Problem> {
    let Path(name) = name?;
    let found = shared.runtime.registry.handler_named(&name);
    let name = found.ok_or_else(|| Problem::unknown("handler", &name))?;
    change(&shared, Target::Handler(name.to_owned()), name, request).await
}

async fn change(
    shared: &Shared,
    target: Target,
    name: &str,
    request: Request,
) -> Result<Json<Toggled>, Problem> {
    let Request { enabled, guild_id, reason } = request;
    if let Some(problem) = too_long(reason.as_deref()) {
        return Err(problem);
    }
    let guild_id = guild_id.map(|id| GuildId::new(id.0));
    let change = Change { target, guild_id, enabled, by: "http".to_owned(), reason };
    shared.runtime.toggle(change).await.map_err(|error| Problem::not_stored(&error))?;
    Ok(Json(Toggled { name: name.to_owned(), enabled, guild_id }))
}

fn too_long(reason: Option<&str>) -> Option<Problem> {
    let is_too_long = reason.is_some_and(|reason| reason.chars().count() > MAX_REASON);
    is_too_long.then(|| Problem::bad_request(format!("`reason` is longer than {MAX_REASON} characters.")))
}

/// Returns the current log level.
#[utoipa::path(get, path = "/discord/log", tag = "Log", security(("token" = [])), responses((status = 200, body = Logs)))]
pub(super) async fn log(State(shared): State<Shared>) -> Json<Logs> {
    Logs::of(&shared)
}

/// Changes the log level. The change persists across restarts.
#[utoipa::path(put, path = "/discord/log", tag = "Log", request_body = Level, security(("token" = [])), responses((status = 200, body = Logs)))]
pub(super) async fn set_log(
    State(shared): State<Shared>,
    Body(Level { level, reason }): Body<Level>,
) -> Result<Json<Logs>, Problem> {
    if let Some(problem) = too_long(reason.as_deref()) {
        return Err(problem);
    }
    if level.as_deref().is_some_and(|level| !logging::is_valid_filter(level)) {
        return Err(Problem::bad_request(
            "`level` is not a filter. Write a level such as `debug`, or filters such as `info,my_bot=debug`.",
        ));
    }
    if !logging::is_ours() {
        return Err(Problem::custom_logger());
    }
    let level = LogLevel::new(level, "http".to_owned(), reason);
    shared.runtime.set_log_level(level).await.map_err(|error| Problem::not_stored(&error))?;
    Ok(Logs::of(&shared))
}
