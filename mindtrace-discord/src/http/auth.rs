//! Bearer authentication of requests.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::connections::Connection;
use super::problem::Problem;
use super::state::Shared;
use super::tokens::{Scope, bearer};

/// Requires a token of this scope or a wider one. The scope becomes an extension of the request.
pub(super) async fn require(
    State((shared, needed)): State<(Shared, Scope)>,
    mut request: Request,
    next: Next,
) -> Response {
    let token =
        request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    match token.and_then(|token| shared.tokens.scope(token)) {
        Some(scope) if scope >= needed => match shared.load.request(scope) {
            Ok(_permit) => {
                if let Some(connection) = request.extensions().get::<Arc<Connection>>() {
                    connection.trust();
                }
                request.extensions_mut().insert(scope);
                next.run(request).await
            }
            Err(refused) => Problem::from(refused).into_response(),
        },
        Some(_) => Problem::forbidden(needed).into_response(),
        None => Problem::unauthorized().into_response(),
    }
}
