//! The HTTP surface. Nothing outside this folder knows axum.

mod auth;
mod commands;
mod events;
mod execute;
mod gates;
mod handlers;
mod ids;
mod live;
mod problem;
mod serve;
mod status;
mod switches;

#[cfg(feature = "sandbox")]
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use serenity::model::id::UserId;

use self::auth::Token;
use self::gates::Hosts;
pub(crate) use self::serve::{HttpSurface, bind};
use crate::bot::Runtime;

/// The largest request body taken, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// How long a client may leave a body hanging.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// What the routes share.
#[derive(Clone)]
pub(crate) struct Shared {
    runtime: Arc<Runtime>,
    token: Arc<Token>,
    hosts: Arc<Hosts>,
    /// As whom a holder of the token acts, when a request names nobody.
    principal: Option<UserId>,
}

/// Every route. Probes are open; everything else asks for the token.
fn router(shared: Shared) -> Router {
    let protected = Router::new()
        .route("/discord/status", get(status::status))
        .route("/discord/commands", get(commands::list))
        .route("/discord/commands/{name}/enabled", put(switches::command))
        .route("/discord/categories/{name}/enabled", put(switches::category))
        .route("/discord/handlers/{name}/enabled", put(switches::handler))
        .route("/discord/live", get(live::live))
        .route("/discord/switches", get(switches::list))
        .route("/discord/log", get(switches::log).put(switches::set_log))
        .route("/discord/handlers", get(handlers::list))
        .route("/discord/execute", post(execute::execute))
        .route("/discord/events/{name}", post(events::raise))
        // The original service's spellings of the same three.
        .route("/discord.status", post(status::status))
        .route("/discord.commands", post(commands::list))
        .route("/discord.execute", post(execute::execute))
        .route_layer(axum::middleware::from_fn_with_state(shared.clone(), auth::require_token));
    Router::new()
        .route("/livez", get(status::livez))
        .route("/readyz", get(status::readyz))
        .merge(protected)
        .fallback(problem::no_such_route)
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(axum::middleware::from_fn_with_state(shared.clone(), gates::check_host))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(tower_http::timeout::RequestBodyTimeoutLayer::new(BODY_TIMEOUT))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(problem::panicked))
        .with_state(shared)
}

/// An address as a base URL.
#[cfg(feature = "sandbox")]
pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}
