//! Bearer authentication of requests.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use tokio::sync::OwnedSemaphorePermit;

use super::connections::Connection;
use super::problem::Problem;
use super::state::Shared;
use super::tokens::{Scope, bearer};

/// The permit of a request, which a task that outlives the request has to hold as well.
#[derive(Clone, Debug)]
pub(super) struct Permit(
    #[allow(dead_code, reason = "dropping it gives the permit back")] Arc<OwnedSemaphorePermit>,
);

/// Requires a token of this scope or a wider one. The scope becomes an extension of the request.
pub(super) async fn require(
    State((shared, needed)): State<(Shared, Scope)>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut values = request.headers().get_all(header::AUTHORIZATION).iter();
    let value = values.next().filter(|_| values.next().is_none());
    let token = value.and_then(|value| value.to_str().ok()).and_then(bearer);
    match token.and_then(|token| shared.tokens.scope(token)) {
        Some(scope) if scope >= needed => match shared.load.request(scope) {
            Ok(permit) => {
                let permit = Permit(Arc::new(permit));
                request.extensions_mut().insert(permit.clone());
                if let Some(connection) = request.extensions().get::<Arc<Connection>>() {
                    connection.trust();
                }
                request.extensions_mut().insert(scope);
                let response = next.run(request).await;
                drop(permit);
                response
            }
            Err(refused) => Problem::from(refused).into_response(),
        },
        Some(_) => Problem::forbidden(needed).into_response(),
        None => Problem::unauthorized().into_response(),
    }
}
