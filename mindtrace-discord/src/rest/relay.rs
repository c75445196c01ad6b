//! The way of serenity's own requests through our client.
//!
//! Users call serenity's methods with our `Context`. serenity's REST client accepts another address, so it gets that of this listener
//! on loopback, which sends each request with [`Client`]: the same limiter, deadlines and breaker. It accepts nothing but requests with
//! this bot's token.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Request as HttpRequest, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::json;
use subtle::ConstantTimeEq;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;

use super::client::{Answer, Client, Need};
use super::request::{Body, Request};
use super::route::Route;
use crate::error::RequestError;

/// The beginning of every path of serenity's client.
const PREFIX: &str = "/api/v10";

/// The most bytes of a request. Discord accepts files of 500 MB for the highest level of a guild.
const LARGEST: usize = 512 << 20;

/// The time for a request with its repetitions; files take longer than our own messages.
const DEADLINE: Duration = Duration::from_mins(1);

/// The time for the head of a request to arrive.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// A listener on loopback; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Relay {
    address: SocketAddr,
    _task: AbortOnDropHandle<()>,
}

impl Relay {
    /// Starts to listen on a free port.
    ///
    /// # Errors
    ///
    /// Fails if no port can be opened.
    pub(crate) async fn start(client: Arc<Client>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, _task: AbortOnDropHandle::new(tokio::spawn(accept(listener, client))) })
    }

    /// The address to give to serenity's client.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn accept(listener: TcpListener, client: Arc<Client>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(serve(stream, Arc::clone(&client)))),
                // The process has no more file descriptors for the moment.
                Err(error) => {
                    tracing::warn!(%error, "a connection of serenity's REST client was not accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, client: Arc<Client>) {
    let service = service_fn(|request| {
        let client = Arc::clone(&client);
        async move { Ok::<_, Infallible>(relay(&client, request).await) }
    });
    let mut connection = http1::Builder::new();
    connection.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    if let Err(error) = connection.serve_connection(TokioIo::new(stream), service).await {
        tracing::debug!(%error, "a connection of serenity's REST client ended");
    }
}

async fn relay(client: &Client, request: HttpRequest<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let is_ours = head
        .headers
        .get(AUTHORIZATION)
        .is_some_and(|given| bool::from(given.as_bytes().ct_eq(client.authorization().as_bytes())));
    if !is_ours {
        return refusal(StatusCode::FORBIDDEN, "this port is for the bot that opened it");
    }
    let path = head.uri.path_and_query().and_then(|path| path.as_str().strip_prefix(PREFIX));
    let Some(path) = path else {
        return refusal(StatusCode::NOT_FOUND, "the path is not one of Discord's API, version 10");
    };
    let Ok(bytes) = Limited::new(body, LARGEST).collect().await else {
        return refusal(StatusCode::BAD_REQUEST, "the body is incomplete or too large");
    };
    let mut forwarded = Request::new(Route::new(head.method, path.to_owned())).within(DEADLINE);
    let content_type = head.headers.get(CONTENT_TYPE).cloned();
    forwarded.body = Body { content_type, bytes: bytes.to_bytes() };
    forwarded.reason = head.headers.get("x-audit-log-reason").cloned();
    match client.send(&forwarded, Need::Body).await {
        Ok(answer) => response(answer),
        Err(error) => failure(&error),
    }
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = answer.status;
    if let Some(content_type) = answer.content_type {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    if let Some(wait) = answer.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    }
    response
}

/// Converts an error to a response from which serenity makes an error.
fn failure(error: &RequestError) -> Response<Full<Bytes>> {
    let status = match error {
        RequestError::TokenRefused => StatusCode::UNAUTHORIZED,
        RequestError::RateLimited { .. } | RequestError::Paused { .. } => StatusCode::TOO_MANY_REQUESTS,
        RequestError::TimedOut(_) => StatusCode::GATEWAY_TIMEOUT,
        RequestError::Invalid(_) => StatusCode::BAD_REQUEST,
        _ => StatusCode::BAD_GATEWAY,
    };
    refusal(status, &error.to_string())
}

fn refusal(status: StatusCode, message: &str) -> Response<Full<Bytes>> {
    let body = json!({ "code": 0, "message": message }).to_string();
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
