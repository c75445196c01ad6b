//! One WebSocket to the gateway: frames in as text, frames out as JSON.

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

/// A connection that takes longer to open has failed.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the other side may take to let go of a connection that we close.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// A server with a hundred thousand members comes in about half of that.
const LARGEST: usize = 64 << 20;

/// A connection to the gateway.
pub(super) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What comes out of a socket.
pub(super) enum Received {
    Frame(Utf8Bytes),
    /// The connection is over, with the code the other side gave.
    Closed(Option<u16>),
}

/// The connection is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost;

impl Socket {
    /// Connects to `url`, which Discord tells without its query.
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

    /// The next frame. What cannot be read is left out: the connection goes on, as Discord's own clients do.
    pub(super) async fn next(&mut self) -> Received {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Received::Frame(text),
                Some(Ok(Message::Binary(bytes))) => match inflate(&bytes) {
                    Ok(text) => return Received::Frame(text.into()),
                    Err(error) => tracing::warn!(%error, "a gateway frame could not be unpacked"),
                },
                Some(Ok(Message::Close(frame))) => {
                    return Received::Closed(frame.map(|frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                // The text of such an error may hold what users wrote.
                Some(Err(Error::Utf8(_))) => tracing::warn!("a gateway frame is no text"),
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
        // Whoever is gone already has nothing to say about it.
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, async {
            self.stream.close(Some(frame)).await?;
            while self.stream.next().await.is_some_and(|message| message.is_ok()) {}
            Ok::<(), Error>(())
        })
        .await;
    }
}

/// A frame that Discord has compressed, each by itself.
fn inflate(bytes: &[u8]) -> std::io::Result<String> {
    let mut text = String::new();
    let most = LARGEST as u64;
    if ZlibDecoder::new(bytes).take(most).read_to_string(&mut text)? as u64 == most {
        return Err(std::io::Error::other("it is too large"));
    }
    Ok(text)
}

/// How TLS is done. The cryptography is named, because a program may have more than one linked.
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

    /// A server that speaks TLS under a certificate of its own, which the client trusts or does not.
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
                // A client that trusts nobody is gone by now.
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
    fn a_compressed_frame_is_unpacked_and_garbage_is_an_error() {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(br#"{"op":11}"#).unwrap();
        assert_eq!(inflate(&encoder.finish().unwrap()).unwrap(), r#"{"op":11}"#);
        assert!(inflate(b"garbage").is_err());
        assert!(inflate(b"").is_err() || inflate(b"").unwrap().is_empty());
    }
}
