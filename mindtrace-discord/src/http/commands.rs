//! `GET /discord/commands`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Shared;
use super::problem::Problem;
use crate::command::{CommandSpec, Listed};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Only commands of this category, in any case.
    #[serde(default)]
    category: Option<String>,
    /// How many at most, 1 to 500.
    #[serde(default)]
    #[param(minimum = 1, maximum = 500, default = 500)]
    limit: Option<usize>,
    /// How many to leave out at the beginning.
    #[serde(default)]
    #[param(default = 0)]
    offset: Option<usize>,
}

/// The most commands in one answer.
const MOST: usize = 500;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommandList)]
pub(super) struct List {
    commands: Vec<Listed>,
    /// How many there are, whatever is on this page.
    total: usize,
}

/// Every command, with its parameters and gates.
#[utoipa::path(
    get,
    path = "/discord/commands",
    tag = "Bot",
    params(Filter),
    security(("token" = [])),
    responses((status = 200, body = List))
)]
pub(super) async fn list(
    State(shared): State<Shared>,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<List>, Problem> {
    let Query(filter) = filter?;
    let wanted = |command: &CommandSpec| match &filter.category {
        Some(category) => command.category.to_lowercase() == category.to_lowercase(),
        None => true,
    };
    let registry = &shared.runtime.registry;
    let runtime = &shared.runtime;
    let offset = filter.offset.unwrap_or_default();
    let limit = filter.limit.unwrap_or(MOST);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::bad_request(format!("`limit` must be between 1 and {MOST}.")));
    }
    let found: Vec<_> = registry.commands().enumerate().filter(|(_, command)| wanted(command)).collect();
    let total = found.len();
    let commands = found.into_iter().skip(offset).take(limit).map(|(position, spec)| {
        Listed::new(spec, runtime.prefixes.everywhere(), runtime.switches.is_on(position, None))
    });
    Ok(Json(List { commands: commands.collect(), total }))
}
