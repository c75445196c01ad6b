//! `/sandbox/v1`: drives the emulator over HTTP, so that a bot in any language has a Discord for its tests.
//!
//! Every route requires the host name of this machine, and all but one the bot's token as a bearer token.
//! `GET /sandbox/v1/openapi.json` describes the routes without a token, and `docs/SANDBOX.md` shows them in use.

mod access;
mod acting;
mod body;
mod changes;
mod clock;
mod faults;
mod openapi;
mod problem;
mod status;
mod transcript;
mod wait;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, any, get, post};

use crate::Discord;

/// The largest body in bytes: a file of the size that Discord accepts from users, in base64.
const LIMIT: usize = 16 * 1024 * 1024;

/// Creates the routes for [`DiscordBuilder::routes`](crate::DiscordBuilder::routes). The playground page uses those without `v1`.
///
/// ```
/// use mindtrace_discord_sandbox::{Discord, drive};
///
/// # #[tokio::main]
/// # async fn main() -> mindtrace_discord::Result<()> {
/// let discord = Discord::builder().routes(drive::routes).start().await?;
/// let description = reqwest::get(format!("{}/sandbox/v1/openapi.json", discord.url())).await?;
/// assert!(description.text().await?.contains("/sandbox/v1/act"));
/// # Ok(())
/// # }
/// ```
pub fn routes(discord: &Discord) -> Router {
    let act = || -> MethodRouter<Discord> { post(acting::act).layer(DefaultBodyLimit::max(LIMIT)) };
    Router::new()
        .route("/sandbox/v1/act", act())
        .route("/sandbox/v1/messages", get(acting::messages))
        .route("/sandbox/v1/view", get(acting::view))
        .route("/sandbox/v1/transcript", get(transcript::transcript))
        .route("/sandbox/v1/status", get(status::status))
        .route("/sandbox/v1/clock", get(clock::clock).put(clock::set_clock))
        .route("/sandbox/v1/faults", post(faults::inject))
        .route("/sandbox/act", act())
        .route("/sandbox/view", get(acting::view))
        .route("/sandbox/changes", get(changes::changes))
        .route("/sandbox/{*path}", any(problem::no_such_route))
        .method_not_allowed_fallback(problem::wrong_method)
        .route_layer(from_fn_with_state(discord.clone(), access::require_token))
        // The description has no secrets, and a browser sends no token.
        .route("/sandbox/v1/openapi.json", get(openapi::openapi).fallback(problem::wrong_method))
        .route_layer(from_fn(access::check_host))
        .with_state(discord.clone())
}
