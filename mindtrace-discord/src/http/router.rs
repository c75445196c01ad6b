//! The routes and their middleware.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};

#[cfg(feature = "mcp")]
use super::mcp;
use super::state::{BODY_LIMIT, Shared};
use super::tokens::Scope;
use super::{
    auth, commands, docs, events, execute, handlers, history, idempotency, interactions, live, metrics,
    middleware, mindtrace, openapi, operate, page, problem, status, toggles, webhooks,
};

/// The time a client has to send its whole body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// Creates the router. Probes and pages are open; all other routes require a token.
pub(super) fn router(shared: Shared) -> Router {
    Router::new()
        .route("/livez", get(status::livez))
        .route("/readyz", get(status::readyz))
        .merge(signed_routes(&shared))
        .route("/", get(page::page))
        .route("/favicon.ico", get(page::icon))
        .route("/page/{file}", get(page::file))
        .route("/docs", get(docs::page))
        .route("/docs/{file}", get(docs::file))
        .merge(
            mcp_routes(&shared).route_layer(from_fn_with_state((shared.clone(), Scope::Read), auth::require)),
        )
        .merge(
            read_routes()
                .layer(from_fn(middleware::timeout))
                .route_layer(from_fn_with_state((shared.clone(), Scope::Read), auth::require)),
        )
        .merge(
            execute_routes(&shared)
                .route_layer(from_fn_with_state((shared.clone(), Scope::Execute), auth::require)),
        )
        .merge(
            admin_routes(&shared)
                .layer(from_fn(middleware::timeout))
                .route_layer(from_fn_with_state((shared.clone(), Scope::Admin), auth::require)),
        )
        .fallback(problem::no_such_route)
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(tower_http::csrf::CsrfLayer::new().with_rejection_response(problem::cross_site))
        .layer(from_fn_with_state(shared.clone(), middleware::check_host))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(tower_http::timeout::RequestBodyDeadlineLayer::new(BODY_TIMEOUT))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(problem::panicked))
        .with_state(shared)
}

#[cfg(feature = "mcp")]
fn mcp_routes(shared: &Shared) -> Router<Shared> {
    mcp::routes(shared)
}

/// Without the feature `mcp` the route answers "not found"; a route layer needs at least one route.
#[cfg(not(feature = "mcp"))]
fn mcp_routes(_: &Shared) -> Router<Shared> {
    Router::new().route("/mcp-server/mcp", axum::routing::any(problem::no_such_route))
}

fn signed_routes(shared: &Shared) -> Router<Shared> {
    Router::new()
        .route(
            "/discord/interactions",
            post(interactions::interaction).layer(DefaultBodyLimit::max(interactions::LIMIT)),
        )
        .route(
            "/discord/webhooks/{name}",
            post(webhooks::receive).layer(DefaultBodyLimit::max(webhooks::LIMIT)),
        )
        .route_layer(from_fn_with_state(shared.clone(), middleware::signed_body))
}

fn read_routes() -> Router<Shared> {
    Router::new()
        .route("/openapi.json", get(openapi::openapi))
        .route("/metrics", get(metrics::metrics))
        .route("/discord/status", get(status::status))
        .route("/discord/commands", get(commands::list))
        .route("/discord/handlers", get(handlers::list))
        .route("/discord/toggles", get(toggles::list))
        .route("/discord/log", get(toggles::log))
        .route("/discord/live", get(live::live))
        .route("/discord/history", get(history::history))
        // The routes of the original service, under its names.
        .route("/discord.status", post(status::status))
        .route("/discord.commands", post(commands::list))
        .route("/endpoints", post(mindtrace::endpoints).get(mindtrace::endpoints))
        .route("/status", post(mindtrace::status).get(mindtrace::status))
        .route("/heartbeat", post(mindtrace::heartbeat).get(mindtrace::heartbeat))
        .route("/server_id", post(mindtrace::server_id).get(mindtrace::server_id))
        .route("/class_name", post(mindtrace::class_name).get(mindtrace::class_name))
        .route("/pid_file", post(mindtrace::pid_file).get(mindtrace::pid_file))
}

fn execute_routes(shared: &Shared) -> Router<Shared> {
    Router::new()
        .route("/discord/execute", post(execute::execute))
        .route("/discord.execute", post(execute::execute))
        .route("/discord/commands/{name}", post(execute::command))
        .route_layer(from_fn_with_state(shared.clone(), idempotency::once))
        .route("/discord/events/{name}", post(events::raise))
}

fn admin_routes(shared: &Shared) -> Router<Shared> {
    let playground =
        shared.playground.as_ref().map_or_else(Router::new, |playground| (playground.routes)(shared));
    playground
        .route("/discord/commands/{name}/enabled", put(toggles::command))
        .route("/discord/categories/{name}/enabled", put(toggles::category))
        .route("/discord/handlers/{name}/enabled", put(toggles::handler))
        .route("/discord/log", put(toggles::set_log))
        .route("/discord/drain", post(operate::drain))
        .route("/discord/resync", post(operate::resync))
        .route("/shutdown", post(mindtrace::shutdown))
}
