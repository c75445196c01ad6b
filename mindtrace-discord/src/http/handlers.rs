//! `GET /discord/handlers`: who handles which event, and what has become of it so far.

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
    /// Whether it is switched on, where nothing else is said of a server.
    enabled: bool,
    /// The lowest starts first.
    order: i32,
    /// What Discord has to tell the bot for it.
    intents: Vec<&'static str>,
    declared_at: String,
    /// How many events came to a good end with it.
    succeeded: u64,
    /// How many did not: by an error, a panic, or because they took too long.
    failed: u64,
}

/// Every event handler.
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
