//! `GET /discord/commands`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::paging::Page;
use super::problem::Problem;
use super::state::Shared;
use crate::command::{CommandSpec, Listed};
use crate::toggles::{Target, Toggle};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Lists commands of this category only, ignoring case.
    #[serde(default)]
    category: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommandList)]
pub(super) struct List {
    commands: Vec<Command>,
    /// The number of commands on all pages.
    total: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct Command {
    #[serde(flatten)]
    command: Listed,
    /// The global toggle, with its author, time and reason; missing if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    toggle: Option<Toggle>,
}

/// Lists the commands with their parameters and gates.
#[utoipa::path(
    get,
    path = "/discord/commands",
    tag = "Bot",
    params(Filter, Page),
    security(("token" = [])),
    responses((status = 200, body = List))
)]
pub(super) async fn list(
    State(shared): State<Shared>,
    filter: Result<Query<Filter>, QueryRejection>,
    page: Page,
) -> Result<Json<List>, Problem> {
    let Query(filter) = filter?;
    let wanted = |command: &CommandSpec| match &filter.category {
        Some(category) => command.category.to_lowercase() == category.to_lowercase(),
        None => true,
    };
    let registry = &shared.runtime.registry;
    let runtime = &shared.runtime;
    let (found, total) = page.of(registry.commands().enumerate().filter(|(_, command)| wanted(command)));
    let state = runtime.toggles.state();
    let commands = found.into_iter().map(|(position, spec)| {
        let is_enabled = runtime.toggles.is_enabled(position, None);
        let toggle = state.of(&Target::Command(spec.key()), None).cloned();
        Command { command: Listed::new(spec, runtime.settings.prefixes.global(), is_enabled), toggle }
    });
    Ok(Json(List { commands: commands.collect(), total }))
}
