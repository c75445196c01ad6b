//! `GET /discord/handlers`: the event handlers, with counts of their outcomes.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serenity::model::gateway::GatewayIntents;
use utoipa::ToSchema;

use super::paging::Page;
use super::state::Shared;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HandlerList)]
pub(super) struct List {
    handlers: Vec<Handler>,
    total: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct Handler {
    name: &'static str,
    event: &'static str,
    /// Whether it is enabled globally. A guild's toggle overrides this.
    enabled: bool,
    /// Handlers with a lower order start first.
    order: i32,
    /// The intents it needs.
    intents: Vec<&'static str>,
    declared_at: String,
    /// How many events it handled successfully.
    succeeded: u64,
    /// How many it failed to handle: by an error, a panic, or a timeout.
    failed: u64,
}

/// Lists the event handlers.
#[utoipa::path(get, path = "/discord/handlers", tag = "Bot", params(Page), security(("token" = [])), responses((status = 200, body = List)))]
pub(super) async fn list(State(shared): State<Shared>, page: Page) -> Json<List> {
    let runtime = &shared.runtime;
    let handlers = runtime.registry.event_handlers().zip(&runtime.handlers);
    let (handlers, total) = page.of(handlers.enumerate());
    let handlers = handlers
        .into_iter()
        .map(|(position, (spec, state))| Handler {
            name: spec.name,
            event: spec.event,
            enabled: runtime.toggles.is_handler_enabled(position, None),
            order: spec.order,
            intents: spec
                .required_intents()
                .iter_names()
                .map(|(name, _): (_, GatewayIntents)| name)
                .collect(),
            declared_at: spec.source.to_string(),
            succeeded: state.succeeded.load(Ordering::Relaxed),
            failed: state.failed.load(Ordering::Relaxed),
        })
        .collect();
    Json(List { handlers, total })
}
