//! The connections to Discord's REST API: one pool over TLS, HTTP/2 where the server offers it.

use std::time::Duration;

use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{Request, Response, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::Semaphore;

use crate::config::ApiUrl;
use crate::{proxy, tls};

/// The timeout for opening a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an unused connection is kept. Shorter than the servers in front of Discord keep it, so that requests do not meet a connection
/// that is just being closed.
const IDLE: Duration = Duration::from_mins(1);

/// The most requests at once. Without HTTP/2 each has a connection, and a process often may open only 1024 files.
const MOST_AT_ONCE: usize = 128;

/// A pool of connections to one server.
pub(super) struct Transport {
    pool: Pool,
    api: ApiUrl,
    at_once: Semaphore,
}

enum Pool {
    Direct(Client<HttpsConnector<HttpConnector>, Full<Bytes>>),
    /// Through the proxy of `HTTPS_PROXY`.
    Tunnelled(Client<HttpsConnector<Tunnel<HttpConnector>>, Full<Bytes>>),
}

impl Transport {
    /// Creates the pool; connections are opened when they are needed.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be set up.
    pub(super) fn new(api: ApiUrl) -> Result<Self, rustls::Error> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        let https = HttpsConnectorBuilder::new()
            .with_tls_config((*tls::client()?).clone())
            .https_or_http()
            .enable_all_versions();
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new()).timer(TokioTimer::new());
        let pool = match proxy::tunnel(&api.root(), connector) {
            Ok(tunnel) => Pool::Tunnelled(builder.build(https.wrap_connector(tunnel))),
            Err(connector) => Pool::Direct(builder.build(https.wrap_connector(connector))),
        };
        Ok(Self { pool, api, at_once: Semaphore::new(MOST_AT_ONCE) })
    }

    /// Returns the address of a path.
    pub(super) fn uri(&self, path: &str) -> Result<Uri, http::Error> {
        let mut whole = String::with_capacity(self.api.prefix().len() + path.len());
        whole.push_str(self.api.prefix());
        whole.push_str(path);
        // Without a copy, unlike `Uri::builder().path_and_query(&str)`.
        let path = PathAndQuery::from_maybe_shared(Bytes::from(whole))?;
        let builder =
            Uri::builder().scheme(self.api.scheme().clone()).authority(self.api.authority().clone());
        builder.path_and_query(path).build()
    }

    /// Sends a request and waits for the head of its response.
    pub(super) async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, Error> {
        let response = match &self.pool {
            Pool::Direct(client) => client.request(request),
            Pool::Tunnelled(client) => client.request(request),
        };
        response.await
    }

    /// Waits until fewer than the most requests are in progress. Hold the result until the response was read.
    pub(super) async fn room(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        // The semaphore is never closed.
        self.at_once.acquire().await.ok()
    }
}
