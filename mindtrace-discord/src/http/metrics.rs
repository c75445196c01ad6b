//! `GET /metrics`: the metrics for Prometheus.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::Shared;
use crate::reference::Reference;

/// Returns counters, histograms and gauges in the Prometheus text format.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "Probes",
    security(("token" = [])),
    responses((status = 200, body = str, content_type = "text/plain"))
)]
pub(super) async fn metrics(State(shared): State<Shared>) -> Result<Response, Problem> {
    let runtime = &shared.runtime;
    let metrics = runtime.telemetry.metrics().zip(shared.gauges.as_ref());
    let text = metrics.map(|(metrics, gauges)| gauges.text(metrics, runtime));
    match text {
        Some(Ok(text)) => {
            let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            Ok((kind, text).into_response())
        }
        failed => {
            let reference = Reference::next();
            tracing::error!(%reference, error = ?failed.and_then(Result::err), "the metrics could not be encoded");
            Err(Problem::internal(reference))
        }
    }
}
