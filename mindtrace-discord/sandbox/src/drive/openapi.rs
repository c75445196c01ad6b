//! `/sandbox/v1/openapi.json`: the description of the routes.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::{acting, clock, faults, status, transcript};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "The sandbox of mindtrace-discord",
        description = "Drives an emulator of Discord: users act, and a program waits for what the bot does. Ids are strings."
    ),
    paths(
        acting::act,
        acting::messages,
        acting::view,
        transcript::transcript,
        status::status,
        clock::clock,
        clock::set_clock,
        faults::inject
    )
)]
struct Routes;

/// Returns the description.
pub(super) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    let mut routes = Routes::openapi();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    routes.components.get_or_insert_default().add_security_scheme("token", bearer);
    Json(routes)
}
