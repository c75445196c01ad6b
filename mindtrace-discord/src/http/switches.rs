//! What is switched off and on: commands, categories, handlers, and what is logged.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use serde::{Deserialize, Deserializer, Serialize};
use serenity::model::id::GuildId;
use utoipa::ToSchema;

use super::Shared;
use super::body::Body;
use super::ids::Id;
use super::paging::Page;
use super::problem::Problem;
use crate::bot::logging;
use crate::surface::Surface;
use crate::switches::{self, Change, LogLevel, Switch, Target};

/// The longest reason kept, in characters.
const REASON: usize = 500;

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = SwitchChange)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `null` is what the program says itself.
    #[serde(deserialize_with = "present")]
    #[schema(required = true)]
    enabled: Option<bool>,
    /// In this server only.
    #[serde(default)]
    guild_id: Option<Id>,
    /// Why; it is kept with who and when.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// What is said of the thing now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Switched {
    name: String,
    /// Whether it is on in this place, or `null` when it is as the program and the category say.
    enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    guild_id: Option<GuildId>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SwitchList)]
pub(super) struct List {
    #[schema(value_type = Vec<Object>)]
    switches: Vec<Switch>,
    total: usize,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = LogChange)]
#[serde(deny_unknown_fields)]
pub(super) struct Level {
    /// A level or filters, as in `DISCORD_LOG`; `null` is what the bot was started with.
    #[serde(deserialize_with = "present")]
    #[schema(
        required = true,
        pattern = "^([a-z0-9_:]+=)?(off|error|warn|info|debug|trace)(,([a-z0-9_:]+=)?(off|error|warn|info|debug|trace))*$"
    )]
    level: Option<String>,
    /// Why; it is kept with who and when.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Logs {
    level: Option<String>,
    /// Who has changed it, when and why; missing when nobody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    changed: Option<LogLevel>,
}

impl Logs {
    fn of(shared: &Shared) -> Json<Self> {
        Json(Self { level: logging::level(), changed: shared.runtime.switches.state().log.clone() })
    }
}

/// A field that may be `null` and may not be missing: forgetting it must not be a reset.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

type Name = Result<Path<String>, PathRejection>;

/// Everything that was switched, by whom, when and why.
#[utoipa::path(get, path = "/discord/switches", tag = "Switches", params(Page), security(("token" = [])), responses((status = 200, body = List)))]
pub(super) async fn list(State(shared): State<Shared>, page: Page) -> Json<List> {
    let state = shared.runtime.switches.state();
    let (switches, total) = page.of(&state.switches);
    Json(List { switches: switches.into_iter().cloned().collect(), total })
}

/// Switches a command off or on.
#[utoipa::path(put, path = "/discord/commands/{name}/enabled", tag = "Switches", params(("name" = String, Path)), request_body = Wanted, security(("token" = [])), responses((status = 200, body = Switched)))]
pub(super) async fn command(
    State(shared): State<Shared>,
    name: Name,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Switched>, Problem> {
    let Path(name) = name?;
    let registry = &shared.runtime.registry;
    let Some(command) = switches::meant(registry, &name) else {
        return Err(Problem::unknown_command(&name, registry.nearest(&name, Surface::Http)));
    };
    let target = Target::Command(switches::key(command));
    switch(&shared, target, command.name.to_owned(), wanted).await
}

/// Switches a category off or on.
#[utoipa::path(put, path = "/discord/categories/{name}/enabled", tag = "Switches", params(("name" = String, Path)), request_body = Wanted, security(("token" = [])), responses((status = 200, body = Switched)))]
pub(super) async fn category(
    State(shared): State<Shared>,
    name: Name,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Switched>, Problem> {
    let Path(name) = name?;
    let found = switches::category(&shared.runtime.registry, &name).map(str::to_owned);
    let name = found.ok_or_else(|| Problem::unknown("category", &name))?;
    switch(&shared, Target::Category(name.clone()), name, wanted).await
}

/// Switches an event handler or a schedule off or on.
#[utoipa::path(put, path = "/discord/handlers/{name}/enabled", tag = "Switches", params(("name" = String, Path)), request_body = Wanted, security(("token" = [])), responses((status = 200, body = Switched)))]
pub(super) async fn handler(
    State(shared): State<Shared>,
    name: Name,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Switched>, Problem> {
    let Path(name) = name?;
    let found = switches::handler(&shared.runtime.registry, &name).map(str::to_owned);
    let name = found.ok_or_else(|| Problem::unknown("handler", &name))?;
    switch(&shared, Target::Handler(name.clone()), name, wanted).await
}

async fn switch(
    shared: &Shared,
    target: Target,
    name: String,
    wanted: Wanted,
) -> Result<Json<Switched>, Problem> {
    let Wanted { enabled, guild_id, reason } = wanted;
    if let Some(problem) = too_long(reason.as_deref()) {
        return Err(problem);
    }
    let guild_id = guild_id.map(|id| GuildId::new(id.0));
    let change = Change { target, guild_id, enabled, by: "http".to_owned(), reason };
    shared.runtime.switch(change).await.map_err(|error| Problem::not_kept(&error))?;
    Ok(Json(Switched { name, enabled, guild_id }))
}

/// What is wrong with a reason, if anything is.
fn too_long(reason: Option<&str>) -> Option<Problem> {
    let is_too_long = reason.is_some_and(|reason| reason.chars().count() > REASON);
    is_too_long.then(|| Problem::bad_request(format!("`reason` is longer than {REASON} characters.")))
}

/// What is logged at the moment.
#[utoipa::path(get, path = "/discord/log", tag = "Switches", security(("token" = [])), responses((status = 200, body = Logs)))]
pub(super) async fn log(State(shared): State<Shared>) -> Json<Logs> {
    Logs::of(&shared)
}

/// Changes what is logged, at once and after a restart.
#[utoipa::path(put, path = "/discord/log", tag = "Switches", request_body = Level, security(("token" = [])), responses((status = 200, body = Logs)))]
pub(super) async fn set_log(
    State(shared): State<Shared>,
    Body(Level { level, reason }): Body<Level>,
) -> Result<Json<Logs>, Problem> {
    if let Some(problem) = too_long(reason.as_deref()) {
        return Err(problem);
    }
    if level.as_deref().is_some_and(|level| !logging::is_written_well(level)) {
        return Err(Problem::bad_request(
            "`level` is no filter. Write a level such as `debug`, or filters such as `info,my_bot=debug`.",
        ));
    }
    if !logging::is_ours() {
        return Err(Problem::log_of_the_program());
    }
    let level = LogLevel::new(level, "http".to_owned(), reason);
    shared.runtime.log(level).await.map_err(|error| Problem::not_kept(&error))?;
    Ok(Logs::of(&shared))
}
