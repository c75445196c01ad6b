//! The WebSocket of a gateway connection: receives frames as text, sends frames as JSON.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use futures::{SinkExt, StreamExt};
use serde::Serialize;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Utf8Bytes};
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream, connect_async_tls_with_config};

use super::frame::Outgoing;

/// The timeout for opening a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The timeout for the other side's answer to a close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// The most bytes of one frame. A guild with a hundred thousand members needs about half of that.
const LARGEST: usize = 64 << 20;

/// A WebSocket to the gateway.
pub(super) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// A result of reading from a socket.
pub(super) enum Received {
    Frame(Utf8Bytes),
    /// The connection has ended, with the close code of the other side.
    Closed(Option<u16>),
}

/// The connection has ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost;

impl Socket {
    /// Connects to `url`, which Discord sends without a query.
    pub(super) async fn connect(url: &str, tls: &Arc<rustls::ClientConfig>) -> Result<Self, String> {
        let url = format!("{}/?v=10&encoding=json", url.trim_end_matches('/'));
        let config = WebSocketConfig::default().max_message_size(Some(LARGEST)).max_frame_size(Some(LARGEST));
        let connector = Connector::Rustls(Arc::clone(tls));
        let connecting = connect_async_tls_with_config(url, Some(config), true, Some(connector));
        match tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
            Ok(Ok((stream, _))) => Ok(Self { stream }),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("no connection within {CONNECT_TIMEOUT:?}")),
        }
    }

    /// Receives the next frame. A frame that cannot be read is skipped and the connection goes on, as in Discord's own clients.
    pub(super) async fn next(&mut self) -> Received {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Received::Frame(text),
                Some(Ok(Message::Binary(bytes))) => match inflate(&bytes) {
                    Ok(text) => return Received::Frame(text.into()),
                    Err(error) => tracing::warn!(%error, "a gateway frame could not be decompressed"),
                },
                Some(Ok(Message::Close(frame))) => {
                    return Received::Closed(frame.map(|frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                // The error is not logged, because it may contain text of users.
                Some(Err(Error::Utf8(_))) => tracing::warn!("a gateway frame is not valid UTF-8"),
                Some(Err(_)) | None => return Received::Closed(None),
            }
        }
    }

    /// Sends one frame.
    pub(super) async fn send<T: Serialize>(&mut self, op: u8, data: &T) -> Result<(), Lost> {
        let text = serde_json::to_string(&Outgoing { op, d: data }).map_err(|_| Lost)?;
        self.stream.send(Message::text(text)).await.map_err(|_| Lost)
    }

    /// Closes the connection; a session survives any code but 1000 and 1001.
    pub(super) async fn close(mut self, code: u16) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: Utf8Bytes::default() };
        // If the other side is gone already, the error does not matter.
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, async {
            self.stream.close(Some(frame)).await?;
            while self.stream.next().await.is_some_and(|message| message.is_ok()) {}
            Ok::<(), Error>(())
        })
        .await;
    }
}

/// Decompresses a frame; each frame is compressed on its own.
fn inflate(bytes: &[u8]) -> std::io::Result<String> {
    let mut text = String::new();
    let most = LARGEST as u64;
    if ZlibDecoder::new(bytes).take(most).read_to_string(&mut text)? as u64 == most {
        return Err(std::io::Error::other("the frame is too large"));
    }
    Ok(text)
}

/// Returns the TLS configuration. It names the crypto provider, because a program may link more than one.
pub(super) fn tls() -> Result<Arc<rustls::ClientConfig>, rustls::Error> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions()?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use std::sync::Arc;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use futures::SinkExt;
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio::net::TcpListener;
    use tokio_tungstenite::tungstenite::Message;

    use super::{Received, Socket, inflate, tls};

    /// Runs a TLS server with a self-signed certificate, which one client trusts and another does not.
    #[tokio::test]
    async fn a_gateway_is_reached_over_tls_if_its_certificate_is_trusted() {
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, secret) = (key.cert.der().clone(), key.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = rustls::ServerConfig::builder_with_provider(Arc::clone(&provider));
        let server = builder
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.clone()],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(secret)),
            )
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("wss://localhost:{}", listener.local_addr().unwrap().port());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // The client that does not trust the certificate is gone by now.
                let Ok(stream) = acceptor.accept(stream).await else { continue };
                let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
                socket.send(Message::text("hello")).await.unwrap();
            }
        });

        let error = Socket::connect(&url, &tls().unwrap()).await.err().unwrap();
        assert!(error.contains("certificate"), "{error}");

        let mut roots = rustls::RootCertStore::empty();
        roots.add(certificate).unwrap();
        let builder = rustls::ClientConfig::builder_with_provider(provider);
        let trusting = builder.with_safe_default_protocol_versions().unwrap();
        let trusting = trusting.with_root_certificates(roots).with_no_client_auth();
        let mut socket = Socket::connect(&url, &Arc::new(trusting)).await.unwrap();
        let Received::Frame(text) = socket.next().await else { panic!("the connection is over") };
        assert_eq!(text.as_str(), "hello");
    }

    #[test]
    fn a_compressed_frame_is_decompressed_and_garbage_is_an_error() {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(br#"{"op":11}"#).unwrap();
        assert_eq!(inflate(&encoder.finish().unwrap()).unwrap(), r#"{"op":11}"#);
        assert!(inflate(b"garbage").is_err());
        assert!(inflate(b"").is_err() || inflate(b"").unwrap().is_empty());
    }
}
