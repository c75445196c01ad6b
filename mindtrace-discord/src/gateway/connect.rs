//! Opens the connection of a WebSocket: TCP or a proxy's tunnel, TLS, and the handshake.

use std::sync::Arc;
use std::time::Duration;

use futures::TryFutureExt;
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_websockets::{ClientBuilder, Connector, Error, Limits, MaybeTlsStream, WebSocketStream};
use tower_service::Service;

use crate::error::BoxError;
use crate::proxy;

/// The timeout for opening a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The WebSocket of a gateway connection.
pub(super) type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Connects to `url`. No message may be larger than `largest` bytes.
pub(super) async fn connect(
    url: &str,
    tls: &Arc<rustls::ClientConfig>,
    largest: usize,
) -> Result<Stream, BoxError> {
    let opening = open(url.parse()?, tls, largest);
    match tokio::time::timeout(CONNECT_TIMEOUT, opening).await {
        Ok(opened) => opened,
        Err(_) => Err(format!("no connection within {CONNECT_TIMEOUT:?}").into()),
    }
}

async fn open(uri: Uri, tls: &Arc<rustls::ClientConfig>, largest: usize) -> Result<Stream, BoxError> {
    let connector = match uri.scheme_str() {
        Some("wss") => Connector::Rustls(Arc::clone(tls).into()),
        Some("ws") => Connector::Plain,
        _ => return Err(Error::UnsupportedScheme.into()),
    };
    let host = uri.host().ok_or(Error::NoUriConfigured)?.trim_matches(['[', ']']).to_owned();
    let default_port = if uri.scheme_str() == Some("wss") { 443 } else { 80 };
    let port = uri.port_u16().unwrap_or(default_port);
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    let stream = match proxy::tunnel(&uri, http) {
        Ok(mut tunnel) => tunnel.call(uri.clone()).map_ok(TokioIo::into_inner).await?,
        Err(_) => TcpStream::connect((host.as_str(), port)).await?,
    };
    stream.set_nodelay(true)?;
    let stream = connector.wrap(&host, stream).await?;
    let limits = Limits::default().max_payload_len(Some(largest));
    let (stream, _) = ClientBuilder::from_uri(uri).limits(limits).connect_on(stream).await?;
    Ok(stream)
}
