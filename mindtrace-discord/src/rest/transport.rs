//! The connections to Discord's REST API: one pool over TLS, HTTP/2 where the server offers it.

use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::uri::{self, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioTimer;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio_util::task::AbortOnDropHandle;
use tower_service::Service;

use crate::config::ApiUrl;
use crate::proxy;

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
    host: Option<HeaderValue>,
    at_once: Semaphore,
}

enum Pool {
    Direct(Client<OnThreads<HttpsConnector<HttpConnector>>, Full<Bytes>>),
    /// Through the proxy of `HTTPS_PROXY`.
    Tunnelled(Client<OnThreads<HttpsConnector<Tunnel<HttpConnector>>>, Full<Bytes>>),
}

/// Opens and serves connections on the threads of connections, wherever the request comes from.
#[derive(Clone)]
struct OnThreads<C> {
    threads: Handle,
    connector: C,
}

impl Transport {
    /// Creates the pool; connections are opened when they are needed, on these threads.
    pub(super) fn new(api: ApiUrl, tls: &rustls::ClientConfig, threads: &Handle) -> Self {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        let https =
            HttpsConnectorBuilder::new().with_tls_config(tls.clone()).https_or_http().enable_all_versions();
        let on_threads = || OnThreads { threads: threads.clone(), connector: () };
        let mut builder = Client::builder(on_threads());
        builder.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new()).timer(TokioTimer::new());
        let pool = match proxy::tunnel(&api.root(), connector) {
            Ok(tunnel) => Pool::Tunnelled(builder.build(on_threads().with(https.wrap_connector(tunnel)))),
            Err(connector) => Pool::Direct(builder.build(on_threads().with(https.wrap_connector(connector)))),
        };
        let is_http_1 = api.scheme() == &Scheme::HTTP;
        let host = is_http_1.then(|| HeaderValue::try_from(api.authority().as_str()).ok()).flatten();
        Self { pool, api, host, at_once: Semaphore::new(MOST_AT_ONCE) }
    }

    /// Returns the address of a path.
    pub(super) fn uri(&self, path: &str) -> Result<Uri, http::Error> {
        let mut whole = String::with_capacity(self.api.prefix().len() + path.len());
        whole.push_str(self.api.prefix());
        whole.push_str(path);
        // Without a copy.
        let path = PathAndQuery::from_maybe_shared(Bytes::from(whole))?;
        let mut parts = uri::Parts::default();
        parts.scheme = Some(self.api.scheme().clone());
        parts.authority = Some(self.api.authority().clone());
        parts.path_and_query = Some(path);
        Ok(Uri::from_parts(parts)?)
    }

    /// The value of the header `Host`, if HTTP/1.1 is certain; hyper would write it anew for each request.
    pub(super) fn host(&self) -> Option<&HeaderValue> {
        self.host.as_ref()
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

impl OnThreads<()> {
    fn with<C>(self, connector: C) -> OnThreads<C> {
        OnThreads { threads: self.threads, connector }
    }
}

impl<F: Future<Output: Send + 'static> + Send + 'static> Executor<F> for OnThreads<()> {
    fn execute(&self, work: F) {
        self.threads.spawn(work);
    }
}

impl<C> Service<Uri> for OnThreads<C>
where
    C: Service<Uri, Error = Box<dyn std::error::Error + Send + Sync>>,
    C::Response: Send + 'static,
    C::Future: Send + 'static,
{
    type Response = C::Response;
    type Error = C::Error;
    type Future = BoxFuture<'static, Result<C::Response, C::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), C::Error>> {
        self.connector.poll_ready(cx)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = AbortOnDropHandle::new(self.threads.spawn(self.connector.call(uri)));
        Box::pin(async move { connecting.await.map_err(io::Error::other)? })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;
    use futures::FutureExt;
    use http::{Request, Response, Version};
    use http_body_util::{BodyExt, Full};
    use hyper::service::service_fn;
    use hyper_util::rt::{TokioExecutor, TokioIo};
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio::net::TcpListener;
    use tokio::runtime::Handle;

    use super::{MOST_AT_ONCE, Transport};
    use crate::config::ApiUrl;

    /// Starts a server that offers these protocols and returns its URL and a client configuration that trusts it.
    async fn server(protocols: &[&[u8]]) -> (String, rustls::ClientConfig) {
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, secret) = (key.cert.der().clone(), key.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider));
        let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(secret));
        let mut config = builder.with_single_cert(vec![certificate.clone()], secret).unwrap();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let stream = acceptor.accept(stream).await.unwrap();
                let service = service_fn(|request: Request<hyper::body::Incoming>| async move {
                    let text = format!("{:?} {}", request.version(), request.uri().path());
                    Ok::<_, std::convert::Infallible>(Response::new(Full::<Bytes>::from(text)))
                });
                let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                tokio::spawn(async move { server.serve_connection(TokioIo::new(stream), service).await });
            }
        });
        let mut roots = rustls::RootCertStore::empty();
        roots.add(certificate).unwrap();
        let builder = rustls::ClientConfig::builder_with_provider(provider);
        let trusting = builder.with_safe_default_protocol_versions().unwrap();
        (url, trusting.with_root_certificates(roots).with_no_client_auth())
    }

    #[tokio::test]
    async fn further_requests_wait_for_those_in_progress() {
        let (url, trusting) = server(&[]).await;
        let transport = Transport::new(ApiUrl::parse(&url, false).unwrap(), &trusting, &Handle::current());
        let mut in_progress = Vec::new();
        for _ in 0..MOST_AT_ONCE {
            in_progress.push(transport.room().await.unwrap());
        }
        // Without the budget of a task, which the waits above have used up.
        let is_free = || tokio::task::unconstrained(transport.room()).now_or_never().is_some();
        assert!(!is_free());
        in_progress.pop();
        assert!(is_free());
    }

    #[tokio::test]
    async fn http_2_is_used_where_the_server_offers_it() {
        let both: &[&[u8]] = &[b"h2", b"http/1.1"];
        for (protocols, version) in [(both, Version::HTTP_2), (&both[1..], Version::HTTP_11)] {
            let (url, trusting) = server(protocols).await;
            let transport =
                Transport::new(ApiUrl::parse(&url, false).unwrap(), &trusting, &Handle::current());
            for _ in 0..2 {
                let mut request = Request::new(Full::default());
                *request.uri_mut() = transport.uri("/users/@me").unwrap();
                let response = transport.exchange(request).await.unwrap();
                assert_eq!(response.version(), version);
                let body = response.into_body().collect().await.unwrap().to_bytes();
                assert_eq!(body, format!("{version:?} /api/v10/users/@me"));
            }
        }
    }
}
