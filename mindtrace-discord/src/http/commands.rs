//! `GET /discord/commands`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use super::Shared;
use super::problem::Problem;
use crate::command::{CommandSpec, Listed};

#[derive(Debug, Deserialize)]
pub(super) struct Filter {
    /// Only commands of this category, in any case.
    #[serde(default)]
    category: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct List {
    commands: Vec<Listed>,
    total: usize,
}

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
    let commands: Vec<Listed> = registry
        .commands()
        .enumerate()
        .filter(|(_, command)| wanted(command))
        .map(|(position, spec)| {
            Listed::new(spec, runtime.prefixes.everywhere(), runtime.switches.is_on(position, None))
        })
        .collect();
    Ok(Json(List { total: commands.len(), commands }))
}
