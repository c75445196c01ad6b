//! Tests that the example `observability` sends each call as a trace to an OpenTelemetry collector.
//!
//! A separate program: the example installs the subscriber of the whole process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, Span, status};
use prost::Message as _;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A command that fails.
#[command]
async fn broken() -> Result<()> {
    Err("no paper".into())
}

#[on_event(MemberJoin)]
async fn joined(_event: &MemberJoin) {}

/// A collector that receives OTLP over HTTP on loopback. Returns the address for traces, and the requests.
async fn collector() -> Result<(String, UnboundedReceiver<ExportTraceServiceRequest>)> {
    let (sender, requests) = unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/v1/traces", listener.local_addr()?);
    let router = Router::new().route("/v1/traces", post(receive)).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok((url, requests))
}

async fn receive(
    State(sender): State<UnboundedSender<ExportTraceServiceRequest>>,
    body: Bytes,
) -> StatusCode {
    match ExportTraceServiceRequest::decode(body).map(|request| sender.send(request)) {
        Ok(Ok(())) => StatusCode::OK,
        _ => StatusCode::BAD_REQUEST,
    }
}

fn text<'a>(attributes: &'a [KeyValue], key: &str) -> Option<&'a str> {
    let attribute = attributes.iter().find(|attribute| attribute.key == key)?;
    match attribute.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        _ => None,
    }
}

/// Returns the span of the call of a command on a surface.
fn invocation<'a>(spans: &'a [Span], command: &str, surface: &str) -> &'a Span {
    let is_searched = |span: &&Span| {
        span.name == "invocation"
            && text(&span.attributes, "command") == Some(command)
            && text(&span.attributes, "surface") == Some(surface)
    };
    spans
        .iter()
        .find(is_searched)
        .unwrap_or_else(|| panic!("no call of {command} by {surface} in {spans:#?}"))
}

#[tokio::test]
async fn each_call_is_a_trace_with_the_spans_of_its_functions_inside() -> Result<()> {
    let (url, mut requests) = collector().await?;
    let exporter = SpanExporter::builder().with_http().with_endpoint(url).build()?;
    let provider = observability::export(exporter)?;
    let sandbox = Sandbox::start(observability::bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("visit").send().await?.content, "This is your visit number 1.");
    assert_eq!(alice.says("!visit").await?.content, "This is your visit number 2.");
    alice.slash("broken").send().await?;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    sandbox.shutdown().await?;
    // Returns when the collector has answered. It blocks, so the collector needs another thread.
    tokio::task::spawn_blocking(move || provider.shutdown()).await??;

    let mut received: Vec<ResourceSpans> = Vec::new();
    while let Ok(request) = requests.try_recv() {
        received.extend(request.resource_spans);
    }
    let service = received.first().and_then(|spans| spans.resource.as_ref()).unwrap();
    assert_eq!(text(&service.attributes, "service.name"), Some("my-bot"));
    let spans: Vec<Span> =
        received.into_iter().flat_map(|spans| spans.scope_spans).flat_map(|scope| scope.spans).collect();
    let user = alice.id().to_string();
    let [slash, prefix] = ["slash", "prefix"].map(|surface| invocation(&spans, "visit", surface));
    assert_ne!(slash.trace_id, prefix.trace_id);
    for call in [slash, prefix] {
        assert!(call.parent_span_id.is_empty(), "{call:#?}");
        assert_eq!(text(&call.attributes, "user"), Some(user.as_str()));
        let logged = call.events.iter().find(|event| event.name == "command").unwrap();
        assert_eq!(text(&logged.attributes, "outcome"), Some("ok"));
        let is_inside = |span: &&Span| span.name == "count" && span.parent_span_id == call.span_id;
        let inside = spans.iter().find(is_inside).unwrap();
        assert_eq!(inside.trace_id, call.trace_id);
    }

    let failed =
        |call: &Span| call.status.as_ref().is_some_and(|found| found.code() == status::StatusCode::Error);
    assert!(failed(invocation(&spans, "broken", "slash")));
    assert!(!failed(slash) && !failed(prefix));
    let handled = spans.iter().find(|span| span.name == "handler").unwrap();
    assert_eq!(text(&handled.attributes, "handler"), Some("joined"));
    assert_eq!(text(&handled.attributes, "event"), Some("MemberJoin"));
    Ok(())
}
