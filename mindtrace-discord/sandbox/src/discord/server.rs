//! The HTTP server: the gateway on `/`, the routes that a builder added, the REST API everywhere else.

mod cut;
mod faulty;
mod rated;

use std::sync::PoisonError;

use axum::{
    Router,
    extract::{ConnectInfo, Path, Query, Request, State, WebSocketUpgrade},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use serde::Deserialize;
use tokio::net::TcpListener;

use self::cut::{Cut, Cuttable};

use crate::{
    discord::{
        Discord,
        api_error::{ApiError, Code},
        body, gateway,
        record::Recorded,
        rest::{self, Reply},
        world::{Settings, World},
    },
    fault::{Fault, Injection},
    host,
    transcript::LineKind,
};

/// The largest message that is read from the gateway's clients, in bytes. One above the 4,096 of Discord is answered with a code, and a
/// larger one than this ends the connection: it would be kept in memory, also for a client that has not identified.
const MAX_MESSAGE: usize = 128 * 1024;

/// Serves Discord and these other routes until the sandbox is shut down.
pub(crate) fn spawn(discord: &Discord, listener: TcpListener, routes: Router) {
    let all = Router::new()
        .route("/", any(connect))
        .route("/attachments/{channel}/{id}/{name}", get(download))
        .fallback(limited)
        .layer(from_fn(check_host))
        .with_state(discord.clone())
        .merge(routes);
    let mut stop = discord.shutdown_signal();
    let server = tokio::spawn(async move {
        let stopped = async move {
            // An error means that the sender was dropped, so a shutdown cannot be requested any more.
            let _ = stop.wait_for(|stop| *stop).await;
        };
        let service = all.into_make_service_with_connect_info::<Cut>();
        if let Err(error) = axum::serve(Cuttable(listener), service).with_graceful_shutdown(stopped).await {
            tracing::error!(%error, "the server of the sandbox failed");
        }
    });
    *discord.inner.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
}

/// Refuses requests for another host than this machine, before their body is read.
async fn check_host(request: Request, next: Next) -> Response {
    if host::is_local(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    let error = ApiError::from(Code::MisdirectedRequest);
    respond(Reply::new(error.status(), error.to_json()))
}

/// The query of the gateway's URL.
#[derive(Deserialize)]
struct Connect {
    v: Option<String>,
    encoding: Option<String>,
    compress: Option<String>,
}

async fn connect(
    State(discord): State<Discord>,
    Query(Connect { v, encoding, compress }): Query<Connect>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let upgrade = upgrade.max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE);
    let is_refused = |injection: &Injection| injection.fault == Fault::RefuseConnection;
    if discord.change(|world| world.faults.take_one(is_refused)).is_some() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if v.is_some_and(|version| !["9", "10"].contains(&version.as_str())) {
        return upgrade.on_upgrade(|socket| gateway::refuse(socket, 4012));
    }
    if encoding.is_some_and(|encoding| encoding != "json") {
        return (StatusCode::BAD_REQUEST, "the only supported `encoding` is `json`").into_response();
    }
    match gateway::Transport::new(compress.as_deref()) {
        Some(transport) => upgrade.on_upgrade(move |socket| gateway::serve(discord, socket, transport)),
        None => (StatusCode::BAD_REQUEST, "unknown value of `compress`").into_response(),
    }
}

/// Serves a file. As on Discord's CDN, the address is enough.
async fn download(
    State(discord): State<Discord>,
    Path((_, id, _)): Path<(String, u64, String)>,
) -> Result<impl IntoResponse, StatusCode> {
    let file = discord.look(|world| world.files.get(id).cloned()).ok_or(StatusCode::NOT_FOUND)?;
    let headers = [
        (header::CONTENT_TYPE, file.content_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // The page of the playground may have the same origin, and it has the token.
        (header::CONTENT_SECURITY_POLICY, "script-src 'none'; form-action 'none'"),
    ];
    Ok((headers, file.bytes))
}

/// Counts a request against its rate limit: refuses it, or adds the headers of the limit to its answer.
async fn limited(State(discord): State<Discord>, connection: ConnectInfo<Cut>, request: Request) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (counted, now) = discord.change_quietly(|world| {
        let Settings { clock, rate_limits, .. } = &world.settings;
        let counted = world.windows.count(*rate_limits, clock.instant(), method.as_str(), &path);
        (counted, clock.unix_ms())
    });
    if let Some(refusal) = counted.refusal {
        body::discard(request).await;
        discord.change(|world| world.remark(format!("{method} {} was rate-limited", shown(&path))));
        return rated::with_headers(rated::refuse(refusal), counted.bucket, now);
    }
    let answer = answer(State(discord), connection, request).await;
    rated::with_headers(answer, counted.bucket, now)
}

async fn answer(
    State(discord): State<Discord>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    let head = body::head(&request);
    // The body of a request without its token is not stored, and the route refuses it for the token. A replay answers the tokens of its
    // recording, which the emulator does not know.
    let is_admitted = discord.inner.replay.is_some() || discord.look(|world| rest::admits(world, &head));
    let call = if is_admitted {
        body::read(request, head).await
    } else {
        body::discard(request).await;
        Ok(head)
    };
    // Most requests meet no fault, so that no waiting task is woken.
    if let Some((status, json)) = discord.change_quietly(|world| world.faults.take(method.as_str(), &path)) {
        discord.change(|world| {
            world.remark(format!("{method} {} was made to fail with {status}", shown(&path)));
        });
        return respond(Reply::new(status, json));
    }
    let handle = || {
        let recorder = discord.inner.recorder.as_ref();
        let traffic = recorder.and(call.as_ref().ok());
        let traffic = traffic.map(|call| Recorded::new(call, &shown(&path), query.as_deref()));
        let route = || {
            let replayed = discord.inner.replay.as_ref();
            let replayed = replayed.and_then(|replay| replay.answer(method.as_str(), &shown(&path)));
            let handled = match replayed {
                // The change wakes the task that replays.
                Some(reply) => discord.change(|world| {
                    if let Some(body) = reply.body.as_ref().filter(|_| reply.status < 300) {
                        world.commands.adopt(method.as_str(), &shown(&path), body);
                    }
                    Ok(reply)
                }),
                None => call.and_then(|call| discord.change(|world| rest::route(world, &call))),
            };
            handled.unwrap_or_else(|error| {
                discord.change(|world| note(world, method.as_str(), &path, &error));
                Reply::new(error.status(), error.to_json())
            })
        };
        let reply = match (recorder, traffic) {
            (Some(recorder), Some(traffic)) => recorder.rest(&traffic, route),
            _ => route(),
        };
        respond(reply)
    };
    match discord.change_quietly(|world| world.faults.take_for(method.as_str(), &path)) {
        None => handle(),
        Some(fault) => {
            discord
                .change(|world| world.remark(format!("{method} {} met the fault `{fault}`", shown(&path))));
            faulty::suffer(&fault, &cut, discord.shutdown_signal(), handle).await
        }
    }
}

/// Returns a path as the transcript shows it: without the version, and without the token of a webhook or interaction.
fn shown(path: &str) -> String {
    let path = body::unversioned(path).unwrap_or(path);
    // A base address that ends with a slash leads to paths with two, which the routes accept.
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    // `api` and an unknown version may precede.
    let owner = segments.iter().take(3).position(|part| matches!(*part, "webhooks" | "interactions"));
    if let Some(token) = owner.and_then(|owner| segments.get_mut(owner + 2)) {
        *token = "…";
    }
    format!("/{}", segments.join("/"))
}

/// Adds a refused request to the transcript, because it often explains why a test fails.
fn note(world: &mut World, method: &str, path: &str, error: &ApiError) {
    let (bot, route) = (world.bot, shown(path));
    if error.code == Code::NotFound {
        world.remark(format!(
            "{method} {route} was answered with 404: the sandbox does not implement this route"
        ));
        return;
    }
    world.note(LineKind::Notice, bot, None, format!("was refused {method} {route}: {error}"));
}

pub(super) fn respond(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let retry_after = reply.body.as_ref().and_then(|body| body.get("retry_after")).map(rated::retry_after);
    let mut response = match reply.body {
        Some(body) => (status, axum::Json(body)).into_response(),
        None => status.into_response(),
    };
    if let Some(seconds) = retry_after.and_then(|seconds| HeaderValue::from_str(&seconds).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response.extensions_mut().insert(rated::OfDiscord);
    response
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn tokens_are_not_shown() {
        for path in [
            "/api/v10/webhooks/1/secret/messages/@original",
            "/api/v10//webhooks/1/secret",
            "/api/webhooks/1/secret",
            "/api/v9/webhooks/1/secret",
            "/api/v10/interactions/1/secret/callback",
        ] {
            let shown = shown(path);
            assert!(!shown.contains("secret") && shown.contains("/1/…"), "{shown}");
        }
        assert_eq!(shown("/api/v10/channels/1/messages"), "/channels/1/messages");
        assert_eq!(shown("/api/v10/channels/1/webhooks"), "/channels/1/webhooks");
    }
}
