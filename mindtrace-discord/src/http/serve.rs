//! The HTTP listener: bound before the bot logs in, closed after the last command.
//!
//! It does not use `axum::serve`, which has no header timeout: a client that never completes its headers would hold its connection
//! forever.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;
use tower_service::Service;

use super::connections::Connections;
use super::gauges::Gauges;
use super::hosts::Hosts;
use super::load::Load;
use super::router::router;
use super::state::{Playground, Principals, Shared};
use super::tokens::Tokens;
use super::{openapi, page};
use crate::config::Config;
use crate::runtime::Runtime;

/// The time a client has to send its headers, from the opening of the connection or the end of the last request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(5);

/// The largest head of a request; a larger one is answered with 431 (RFC 6585).
const HEAD_LIMIT: usize = 64 * 1024;

/// How often connections are looked for whose client reads nothing.
const SWEEP: Duration = Duration::from_secs(1);

/// The time that pending responses have when the bot stops.
const CLOSE: Duration = Duration::from_secs(2);

/// The running HTTP surface.
pub(crate) struct HttpSurface {
    address: SocketAddr,
    token: SecretString,
    generated: bool,
    stop: watch::Sender<bool>,
    task: AbortOnDropHandle<()>,
}

/// An error that keeps the HTTP surface from starting.
#[derive(Debug)]
pub(crate) enum StartError {
    /// The address could not be bound.
    Bind(SocketAddr, io::Error),
    /// The address is reachable from the network, and no token is configured.
    Open(SocketAddr),
    /// The operating system refused something.
    Io(&'static str, io::Error),
}

/// Binds the listener. Returns `None` when the surface is off.
///
/// # Errors
///
/// [`StartError::Open`] for an address that is reachable from the network when no token is configured, [`StartError::Bind`] when the
/// address cannot be bound.
pub(crate) async fn bind(config: &Config) -> Result<Option<TcpListener>, StartError> {
    let Some(address) = config.http_addr else { return Ok(None) };
    if !address.ip().is_loopback() && config.http_token.is_none() {
        return Err(StartError::Open(address));
    }
    TcpListener::bind(address).await.map(Some).map_err(|source| StartError::Bind(address, source))
}

impl HttpSurface {
    /// Starts serving on `threads`, until [`shutdown`](Self::shutdown).
    ///
    /// # Errors
    ///
    /// [`StartError::Io`] when the system supplies no random bytes for a token.
    pub(crate) fn start(
        threads: &Handle,
        listener: TcpListener,
        config: &Config,
        runtime: Arc<Runtime>,
        playground: Option<Playground>,
    ) -> Result<Self, StartError> {
        let address = listener
            .local_addr()
            .map_err(|source| StartError::Io("the HTTP surface has no address", source))?;
        let generated = config.http_token.is_none();
        let token = match &config.http_token {
            Some(token) => token.clone(),
            None => random_token()?,
        };
        let shared = Shared {
            tokens: Arc::new(Tokens::new(&token, config)),
            responses: Arc::default(),
            load: Arc::new(Load::new(config.http_rate)),
            gauges: gauges(&runtime),
            document: Arc::new(openapi::document(
                &runtime.registry,
                &runtime.identity.user.name,
                runtime.version.as_deref(),
            )),
            server_id: uuid::Uuid::new_v4(),
            hosts: Arc::new(Hosts::new(address, &config.http_hosts)),
            page_policy: page::policy(
                playground.as_ref().map(|playground| playground.pictures.as_str()).unwrap_or_default(),
            ),
            playground: playground.map(Arc::new),
            principals: Principals {
                admin: config.http_user,
                execute: config.http_execute_user.or(config.http_user),
                execute_as: config.http_execute_as.clone(),
            },
            webhook_secrets: Arc::new(config.webhook_secrets.clone()),
            runtime,
        };
        let (stop, stopped) = watch::channel(false);
        let task = AbortOnDropHandle::new(threads.spawn(serve(listener, shared, stopped)));
        Ok(Self { address, token, generated, stop, task })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the token if none was configured, so that it can be printed once.
    pub(crate) fn generated_token(&self) -> Option<&str> {
        self.generated.then(|| self.token.expose_secret())
    }

    #[cfg(feature = "sandbox")]
    pub(crate) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Stops accepting connections, lets pending responses finish, and closes.
    pub(crate) async fn shutdown(self) {
        self.stop.send_replace(true);
        // A client that never reads must not hold up the process.
        if tokio::time::timeout(CLOSE * 2, self.task).await.is_err() {
            tracing::warn!("the HTTP surface did not close in time and is aborted");
        }
    }
}

async fn serve(listener: TcpListener, shared: Shared, mut stopped: watch::Receiver<bool>) {
    let router = router(shared);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_buf_size(HEAD_LIMIT);
    let graceful = GracefulShutdown::new();
    let connections = Connections::new();
    let mut sweep = tokio::time::interval(SWEEP);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = sweep.tick() => {
                connections.end_blocked();
                continue;
            }
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // The client gave up, or no file descriptors are left; both are temporary.
                tracing::debug!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let place = connections.add();
        let (router, extension) = (router.clone(), Arc::clone(&place.connection));
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Arc::clone(&extension));
            router.clone().call(request)
        });
        let connection = server.serve_connection(TokioIo::new(place.watch(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                },
                () = place.connection.end.cancelled() => {
                    tracing::debug!("a connection was closed because its client did not use it");
                }
            }
        });
    }
    drop(listener);
    // Connections that are left after this end with the process.
    let _ = tokio::time::timeout(CLOSE, graceful.shutdown()).await;
}

/// Returns 256 random bits in hexadecimal.
fn random_token() -> Result<SecretString, StartError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        StartError::Io(
            "the system supplied no random bytes for a token; set DISCORD_HTTP_TOKEN",
            error.into(),
        )
    })?;
    Ok(SecretString::from(hex::encode(bytes)))
}

/// Creates the gauges, if the bot has metrics.
fn gauges(runtime: &Runtime) -> Option<Arc<Gauges>> {
    let metrics = runtime.telemetry.metrics()?;
    match Gauges::new(metrics.registry()) {
        Ok(gauges) => Some(Arc::new(gauges)),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be registered");
            None
        }
    }
}

/// Returns the base URL of an address.
#[cfg(feature = "sandbox")]
pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}
