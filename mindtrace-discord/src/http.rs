//! The HTTP surface. Nothing outside this folder knows axum.

mod auth;
mod body;
mod commands;
mod docs;
mod events;
mod execute;
mod gates;
mod handlers;
mod idempotency;
mod ids;
mod interactions;
mod live;
mod load;
#[cfg(feature = "mcp")]
mod mcp;
mod metrics;
mod mindtrace;
mod openapi;
mod operate;
mod page;
mod paging;
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
use axum::http::HeaderValue;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use serenity::model::id::UserId;

use self::auth::{Scope, Tokens};
use self::gates::Hosts;
use self::idempotency::Answers;
pub(crate) use self::load::Load;
pub(crate) use self::serve::{HttpSurface, bind};
#[cfg(feature = "sandbox")]
pub(crate) use self::{body::Body, problem::Problem};
use crate::bot::Runtime;

/// Makes routes out of what the others share.
pub(crate) type AddRoutes = Box<dyn Fn(&Shared) -> Router<Shared> + Send + Sync>;

/// What the page needs for a playground.
pub(crate) struct Playground {
    /// Adds routes for administrators.
    pub(crate) routes: AddRoutes,
    /// Where its pictures come from.
    pub(crate) pictures: String,
}

/// The largest request body taken, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// How long a client may take to send its body, however it drips.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// What the routes share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) runtime: Arc<Runtime>,
    tokens: Arc<Tokens>,
    hosts: Arc<Hosts>,
    pub(crate) load: Arc<Load>,
    /// What was answered to calls with a key.
    answers: Arc<Answers>,
    /// The description of every route and command.
    document: Arc<serde_json::Value>,
    /// What the page may load from where.
    page_policy: HeaderValue,
    /// The interactions that were posted lately.
    seen: Arc<interactions::Seen>,
    /// The id of this run.
    server_id: uuid::Uuid,
    /// The playground, if the bot runs in the sandbox.
    playground: Option<Arc<Playground>>,
    /// As whom the holder of a token acts, when a request names nobody.
    principals: Principals,
}

/// Every route. Probes and the pages are open; everything else asks for a token.
fn router(shared: Shared) -> Router {
    Router::new()
        .route("/livez", get(status::livez))
        .route("/readyz", get(status::readyz))
        .route(
            "/discord/interactions",
            post(interactions::interaction).layer(DefaultBodyLimit::max(interactions::LIMIT)),
        )
        .route("/", get(page::page))
        .route("/page/{file}", get(page::file))
        .route("/docs", get(docs::page))
        .route("/docs/{file}", get(docs::file))
        .merge(tools(&shared).route_layer(from_fn_with_state((shared.clone(), Scope::Read), auth::require)))
        .merge(
            reading()
                .layer(from_fn(gates::in_time))
                .route_layer(from_fn_with_state((shared.clone(), Scope::Read), auth::require)),
        )
        .merge(
            executing(&shared)
                .route_layer(from_fn_with_state((shared.clone(), Scope::Execute), auth::require)),
        )
        .merge(
            administering(&shared)
                .route_layer(from_fn_with_state((shared.clone(), Scope::Admin), auth::require)),
        )
        .fallback(problem::no_such_route)
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(tower_http::csrf::CsrfLayer::new().with_rejection_response(problem::cross_site))
        .layer(from_fn_with_state(shared.clone(), gates::check_host))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(tower_http::timeout::RequestBodyDeadlineLayer::new(BODY_TIMEOUT))
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(problem::panicked))
        .with_state(shared)
}

#[cfg(feature = "mcp")]
fn tools(shared: &Shared) -> Router<Shared> {
    mcp::routes(shared)
}

/// Without the feature `mcp` there are none; a layer needs a route to lie on.
#[cfg(not(feature = "mcp"))]
fn tools(_: &Shared) -> Router<Shared> {
    Router::new().route("/mcp-server/mcp", axum::routing::any(problem::no_such_route))
}

fn reading() -> Router<Shared> {
    Router::new()
        .route("/openapi.json", get(openapi::openapi))
        .route("/metrics", get(metrics::metrics))
        .route("/discord/status", get(status::status))
        .route("/discord/commands", get(commands::list))
        .route("/discord/handlers", get(handlers::list))
        .route("/discord/switches", get(switches::list))
        .route("/discord/log", get(switches::log))
        .route("/discord/live", get(live::live))
        // What the original service has, under its names.
        .route("/discord.status", post(status::status))
        .route("/discord.commands", post(commands::list))
        .route("/endpoints", post(mindtrace::endpoints).get(mindtrace::endpoints))
        .route("/status", post(mindtrace::status).get(mindtrace::status))
        .route("/heartbeat", post(mindtrace::heartbeat).get(mindtrace::heartbeat))
        .route("/server_id", post(mindtrace::server_id).get(mindtrace::server_id))
        .route("/class_name", post(mindtrace::class_name).get(mindtrace::class_name))
        .route("/pid_file", post(mindtrace::pid_file).get(mindtrace::pid_file))
}

fn executing(shared: &Shared) -> Router<Shared> {
    Router::new()
        .route("/discord/execute", post(execute::execute))
        .route("/discord.execute", post(execute::execute))
        .route("/discord/commands/{name}", post(execute::command))
        .route_layer(from_fn_with_state(shared.clone(), idempotency::once))
        .route("/discord/events/{name}", post(events::raise))
}

fn administering(shared: &Shared) -> Router<Shared> {
    let playground =
        shared.playground.as_ref().map_or_else(Router::new, |playground| (playground.routes)(shared));
    playground
        .route("/discord/commands/{name}/enabled", put(switches::command))
        .route("/discord/categories/{name}/enabled", put(switches::category))
        .route("/discord/handlers/{name}/enabled", put(switches::handler))
        .route("/discord/log", put(switches::set_log))
        .route("/discord/drain", post(operate::drain))
        .route("/discord/resync", post(operate::resync))
        .route("/shutdown", post(mindtrace::shutdown))
}

/// As whom the holders of the tokens act.
#[derive(Clone, Copy, Debug)]
struct Principals {
    admin: Option<UserId>,
    execute: Option<UserId>,
}

impl Principals {
    fn of(self, scope: Scope) -> Option<UserId> {
        if scope == Scope::Admin { self.admin } else { self.execute }
    }
}

/// An address as a base URL.
#[cfg(feature = "sandbox")]
pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}
