//! Sends requests to Discord: waits for the limiter, repeats what may be repeated, and ends at the deadline.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use super::breaker::Breaker;
use super::limiter::{Held, Limiter, Scope, TooMany};
use super::request::{Repeat, Request};
use super::route::{Route, RouteClass};
use super::transport::Transport;
use crate::discord::Endpoint;
use crate::error::RequestError;
use crate::event::RateLimit;
use crate::random;
use crate::telemetry::Requests;
use crate::tls;

/// The time for a response to arrive completely, after which the request counts as lost.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(10);

/// The time to read the rest of a response that is not needed, so that its connection can be used again.
const DRAIN_TIMEOUT: Duration = Duration::from_millis(500);

/// The wait before the first repetition; it doubles with each.
const BACKOFF: Duration = Duration::from_millis(250);

/// Discord's code for an interaction that has its first response.
const ALREADY_ACKNOWLEDGED: u32 = 40060;

/// The most bytes of a response. A guild's five hundred channels are about one million.
const LARGEST: usize = 32 << 20;

/// The user agent that Discord requires of a library: `DiscordBot (url, version)`.
const AGENT: &str =
    concat!("DiscordBot (", env!("CARGO_PKG_REPOSITORY"), ", ", env!("CARGO_PKG_VERSION"), ")");

/// The client of one bot for all its requests to Discord.
pub(crate) struct Client {
    transport: Transport,
    limiter: Arc<Limiter>,
    breaker: Breaker,
    authorization: HeaderValue,
    requests: Arc<Requests>,
    on_rate_limit: Box<dyn Fn(RateLimit) + Send + Sync>,
    /// Cancelled when Discord refused the token.
    refused: CancellationToken,
}

/// A response that was read completely.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// The wait that a 429 asks for.
    pub(super) retry_after: Option<Duration>,
    pub(super) content_type: Option<HeaderValue>,
    pub(super) body: Bytes,
}

/// How much of a successful response is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Body,
    Nothing,
}

/// The result of sending a request once.
enum Attempt {
    Answer(Answer),
    /// The request certainly was not handled.
    Unsent(RequestError),
    /// The request may have been handled.
    Lost(RequestError),
}

impl Client {
    /// Creates a client; it connects when the first request is sent, on these threads.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be set up, or if the token cannot be sent in a header.
    pub(crate) fn new(
        endpoint: &Endpoint,
        threads: &Handle,
        requests: Arc<Requests>,
        on_rate_limit: impl Fn(RateLimit) + Send + Sync + 'static,
    ) -> Result<Arc<Self>, RequestError> {
        let token = endpoint.token.expose_secret();
        let authorization = format!("Bot {}", token.trim_start_matches("Bot "));
        let mut authorization =
            HeaderValue::try_from(authorization).map_err(|_| RequestError::TokenRefused)?;
        authorization.set_sensitive(true);
        let tls = tls::client().map_err(|error| RequestError::Connection(error.into()))?;
        Ok(Arc::new(Self {
            transport: Transport::new(endpoint.api.clone(), &tls, threads),
            limiter: Limiter::new(endpoint.rate),
            breaker: Breaker::new(),
            authorization,
            requests,
            on_rate_limit: Box::new(on_rate_limit),
            refused: CancellationToken::new(),
        }))
    }

    /// Sends a request and reads its response.
    ///
    /// # Errors
    ///
    /// Fails if Discord refuses it, if there is no response in time, or if the response is not a `T`.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, request: Request) -> Result<T, RequestError> {
        self.fetch_with(request, |json| serde_json::from_slice(json).map_err(RequestError::Unreadable)).await
    }

    /// Sends a request and reads its response with a function.
    ///
    /// # Errors
    ///
    /// As for [`fetch`](Self::fetch).
    pub(super) async fn fetch_with<T>(
        &self,
        request: Request,
        read: impl Fn(&[u8]) -> Result<T, RequestError>,
    ) -> Result<T, RequestError> {
        let deadline = Instant::now() + request.deadline;
        let mut is_first = true;
        loop {
            let answer = successful(&request.route, self.send_before(&request, Need::Body, deadline).await?)?;
            match read(&answer.body) {
                // Something between Discord and here has cut it short.
                Err(_) if std::mem::take(&mut is_first) && request.repeat != Repeat::Unsafe => {}
                read => return read,
            }
        }
    }

    /// Sends a request whose response does not matter.
    ///
    /// # Errors
    ///
    /// Fails if Discord refuses it, or if there is no response in time.
    pub(crate) async fn run(&self, request: Request) -> Result<(), RequestError> {
        successful(&request.route, self.send(&request, Need::Nothing).await?).map(drop)
    }

    /// Waits until Discord has refused the token.
    pub(crate) async fn token_refused(&self) {
        self.refused.cancelled().await;
    }

    /// The value of the header `Authorization`.
    pub(super) fn authorization(&self) -> &HeaderValue {
        &self.authorization
    }

    /// Sends a request and returns the response, whatever its status.
    pub(super) async fn send(&self, request: &Request, need: Need) -> Result<Answer, RequestError> {
        self.send_before(request, need, Instant::now() + request.deadline).await
    }

    async fn send_before(
        &self,
        request: &Request,
        need: Need,
        deadline: Instant,
    ) -> Result<Answer, RequestError> {
        let mut sent = 0;
        let mut is_repetition = false;
        loop {
            sent += 1;
            let attempt = self.attempt(request, deadline, need).await?;
            let is_last = sent == request.attempts;
            let backoff = match attempt {
                Attempt::Answer(answer @ Answer { retry_after: Some(wait), .. }) => {
                    if is_last || Instant::now() + wait > deadline {
                        return Ok(answer);
                    }
                    // The limiter holds the others back as well, but no limit of its own holds a callback.
                    backoff(sent).max(wait)
                }
                Attempt::Answer(answer) if answer.status.is_server_error() => {
                    if is_last || request.repeat == Repeat::Unsafe {
                        return Ok(answer);
                    }
                    is_repetition = true;
                    backoff(sent)
                }
                // An earlier attempt did it, although its response was lost or an error.
                Attempt::Answer(mut answer) if is_repetition && was_done(request, &answer) => {
                    answer.status = StatusCode::NO_CONTENT;
                    return Ok(answer);
                }
                Attempt::Answer(answer) => return Ok(answer),
                Attempt::Unsent(error) if is_last => return Err(error),
                Attempt::Lost(error) if is_last || request.repeat == Repeat::Unsafe => return Err(error),
                Attempt::Unsent(_) => backoff(sent),
                Attempt::Lost(_) => {
                    is_repetition = true;
                    backoff(sent)
                }
            };
            if Instant::now() + backoff >= deadline {
                return Err(RequestError::TimedOut(request.deadline));
            }
            tracing::debug!(method = %request.route.method, route = request.route.template(), sent, "repeating a request to Discord");
            tokio::time::sleep(backoff).await;
        }
    }

    /// Sends a request once.
    async fn attempt(
        &self,
        request: &Request,
        deadline: Instant,
        need: Need,
    ) -> Result<Attempt, RequestError> {
        let route = &request.route;
        if self.refused.is_cancelled() && route.limit.class == RouteClass::Bot {
            return Err(RequestError::TokenRefused);
        }
        if let Some(retry_after) = self.breaker.pause() {
            return Err(RequestError::Paused { retry_after });
        }
        let permit = self.limiter.acquire(route.limit, deadline, |held| self.report_wait(route, held)).await;
        let permit = permit.map_err(|held| match held.until {
            Some(until) => {
                RequestError::RateLimited { retry_after: until.saturating_duration_since(Instant::now()) }
            }
            None => RequestError::TimedOut(request.deadline),
        })?;
        let prepared = self.prepare(request)?;
        let Ok(_room) = timeout_at(deadline, self.transport.room()).await else {
            return Ok(Attempt::Unsent(RequestError::TimedOut(request.deadline)));
        };
        self.requests.count(&route.path);
        let timeout = deadline.min(Instant::now() + RESPONSE_TIMEOUT);
        let exchanged = timeout_at(timeout, async {
            let response = self.transport.exchange(prepared).await?;
            let (head, body) = response.into_parts();
            let answer = match need {
                Need::Nothing if head.status.is_success() => {
                    drain(body).await;
                    Ok(Bytes::new())
                }
                _ => Limited::new(body, LARGEST).collect().await.map(http_body_util::Collected::to_bytes),
            };
            Ok::<_, hyper_util::client::legacy::Error>((head, answer))
        });
        let (head, body) = match exchanged.await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) if error.is_connect() => {
                return Ok(Attempt::Unsent(RequestError::Connection(error.into())));
            }
            Ok(Err(error)) => return Ok(Attempt::Lost(RequestError::Connection(error.into()))),
            Err(_) => return Ok(Attempt::Lost(RequestError::TimedOut(timeout_of(request)))),
        };
        let too_many = (head.status == StatusCode::TOO_MANY_REQUESTS).then(|| TooMany::of(&head.headers));
        permit.complete(&head.headers, too_many);
        self.count_refusal(route, head.status, too_many);
        let body = match body {
            Ok(body) => body,
            // The head tells everything that matters.
            Err(_) if !head.status.is_success() => Bytes::new(),
            Err(error) => return Ok(Attempt::Lost(RequestError::Connection(error))),
        };
        if let Some(too_many) = too_many {
            self.report_too_many(route, too_many, &head.headers);
        }
        let retry_after = too_many.map(|too_many| too_many.retry_after);
        let content_type = head.headers.get(CONTENT_TYPE).cloned();
        Ok(Attempt::Answer(Answer { status: head.status, retry_after, content_type, body }))
    }

    fn prepare(&self, request: &Request) -> Result<http::Request<Full<Bytes>>, RequestError> {
        let invalid = |error: http::Error| RequestError::Invalid(error.into());
        let uri = self.transport.uri(&request.route.path).map_err(invalid)?;
        let mut prepared = http::Request::new(Full::new(request.body.bytes.clone()));
        *prepared.method_mut() = request.route.method.clone();
        *prepared.uri_mut() = uri;
        let headers = prepared.headers_mut();
        headers.reserve(6);
        if let Some(host) = self.transport.host() {
            headers.insert(HOST, host.clone());
        }
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        if request.route.limit.class == RouteClass::Bot {
            headers.insert(AUTHORIZATION, self.authorization.clone());
        }
        if let Some(content_type) = &request.body.content_type {
            headers.insert(CONTENT_TYPE, content_type.clone());
        }
        if let Some(reason) = &request.reason {
            headers.insert(HeaderName::from_static("x-audit-log-reason"), reason.clone());
        }
        Ok(prepared)
    }

    /// Counts a response that Discord counts as an invalid request, and stops everything if the token is no longer valid.
    fn count_refusal(&self, route: &Route, status: StatusCode, too_many: Option<TooMany>) {
        let is_shared = too_many.is_some_and(|too_many| too_many.scope == Scope::Shared);
        let is_invalid = matches!(
            status,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS
        );
        if is_invalid && !is_shared && self.breaker.count() {
            tracing::error!(
                "Discord refused so many requests in ten minutes that it would soon ban this address; nothing is sent for a while"
            );
        }
        if status == StatusCode::UNAUTHORIZED
            && route.limit.class == RouteClass::Bot
            && !self.refused.is_cancelled()
        {
            tracing::error!("Discord refused the bot token; the bot stops");
            self.refused.cancel();
        }
    }

    fn report_wait(&self, route: &Route, held: Held) {
        let timeout = held.until.map(|until| until.saturating_duration_since(Instant::now()));
        // Waiting for another response is no limit of Discord's.
        if let Some(timeout) = timeout {
            self.report(route, timeout, held.limit, held.is_global);
        }
    }

    fn report_too_many(&self, route: &Route, too_many: TooMany, headers: &HeaderMap) {
        let limit = headers.get("x-ratelimit-limit").and_then(|limit| limit.to_str().ok()?.parse().ok());
        self.report(route, too_many.retry_after, limit.unwrap_or_default(), too_many.scope == Scope::Global);
    }

    fn report(&self, route: &Route, timeout: Duration, limit: u32, global: bool) {
        let (method, path) = (route.method.to_string(), route.template());
        (self.on_rate_limit)(RateLimit::new(timeout, limit.into(), method, path, global));
    }
}

/// Discord's error object.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    code: u32,
    message: String,
}

fn refusal(body: &[u8]) -> Refusal {
    serde_json::from_slice(body).unwrap_or_default()
}

/// Converts a refusal to an error.
fn successful(route: &Route, answer: Answer) -> Result<Answer, RequestError> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    if let Some(retry_after) = answer.retry_after {
        return Err(RequestError::RateLimited { retry_after });
    }
    if answer.status == StatusCode::UNAUTHORIZED && route.limit.class == RouteClass::Bot {
        return Err(RequestError::TokenRefused);
    }
    let Refusal { code, mut message } = refusal(&answer.body);
    if message.is_empty() {
        "no explanation".clone_into(&mut message);
    }
    Err(RequestError::Refused { status: answer.status.as_u16(), code, message })
}

/// Returns whether Discord refuses a repetition because an earlier attempt was handled.
fn was_done(request: &Request, answer: &Answer) -> bool {
    match request.repeat {
        Repeat::Acknowledging => refusal(&answer.body).code == ALREADY_ACKNOWLEDGED,
        _ => request.route.method == Method::DELETE && answer.status == StatusCode::NOT_FOUND,
    }
}

/// Returns the wait before a repetition: half to all of a time that doubles, so that bots do not repeat at the same moment.
fn backoff(sent: u32) -> Duration {
    (BACKOFF * 2_u32.saturating_pow(sent.saturating_sub(1))).mul_f64(0.5 + random::fraction() / 2.0)
}

fn timeout_of(request: &Request) -> Duration {
    request.deadline.min(RESPONSE_TIMEOUT)
}

/// Reads the rest of a response, so that HTTP/1.1 can use the connection again. Its content and its end do not matter.
async fn drain(mut body: Incoming) {
    let rest = async { while body.frame().await.is_some_and(|frame| frame.is_ok()) {} };
    let _ = tokio::time::timeout(DRAIN_TIMEOUT, rest).await;
}
