//! `GET /discord/commands` and the switch of each.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};

use super::Shared;
use super::problem::Problem;
use crate::command::{CommandKind, CommandSpec, Listed};
use crate::surface::Surface;

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

#[derive(Debug, Deserialize)]
pub(super) struct Switch {
    enabled: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Switched {
    name: &'static str,
    enabled: bool,
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
            Listed::new(spec, runtime.prefixes.everywhere(), runtime.switches.is_on(position))
        })
        .collect();
    Ok(Json(List { total: commands.len(), commands }))
}

/// Switches a command off or on for every surface at once.
pub(super) async fn switch(
    State(shared): State<Shared>,
    name: Result<Path<String>, PathRejection>,
    body: Result<Json<Switch>, JsonRejection>,
) -> Result<Json<Switched>, Problem> {
    let Path(name) = name?;
    let Json(Switch { enabled }) = body?;
    let registry = &shared.runtime.registry;
    // What is called by name comes first; a menu or a component of the same name is switched where it has the name alone.
    let kinds = [CommandKind::Chat, CommandKind::User, CommandKind::Message, CommandKind::Component];
    let found = kinds.into_iter().find_map(|kind| registry.position_of(kind, &name));
    let found = found.and_then(|position| Some((position, registry.at(position)?)));
    let Some((position, command)) = found else {
        return Err(Problem::unknown_command(&name, registry.nearest(&name, Surface::Http)));
    };
    shared.runtime.switches.set(position, enabled);
    tracing::info!(command = command.name, enabled, "a command was switched over HTTP");
    Ok(Json(Switched { name: command.name, enabled }))
}
