//! The WebSocket of a gateway connection: receives frames as text, sends frames as JSON.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde::Serialize;
use tokio_websockets::{CloseCode, Message};

use super::connect::{Stream, connect};
use super::frame::Outgoing;
use super::inflate::Inflater;
use crate::config::Compression;
use crate::error::BoxError;

/// The timeout for the other side's answer to a close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// The most bytes of one frame. A guild with a hundred thousand members needs about half of that.
const LARGEST: usize = 64 << 20;

/// The most bytes of a buffer that is kept for the next frame.
const KEPT: usize = 1 << 20;

/// A WebSocket to the gateway.
pub(super) struct Socket {
    stream: Stream,
    inflater: Inflater,
    /// The buffer of the next frame that is decompressed.
    buffer: Vec<u8>,
}

/// A result of reading from a socket.
pub(super) enum Received {
    Frame(Text),
    /// The connection has ended, with the close code of the other side.
    Closed(Option<u16>),
}

/// The text of a frame.
pub(super) struct Text {
    content: Content,
    /// The size of the message that it arrived in.
    pub(super) received: usize,
}

enum Content {
    /// A part of the socket's read buffer.
    Message(Message),
    Inflated(String),
}

/// The connection has ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost;

impl Socket {
    /// Connects to `url`, which Discord sends without a query.
    pub(super) async fn connect(
        url: &str,
        tls: &Arc<rustls::ClientConfig>,
        compression: Compression,
    ) -> Result<Self, BoxError> {
        let inflater = Inflater::new(compression);
        let url = format!("{}/?v=10&encoding=json{}", url.trim_end_matches('/'), inflater.parameter());
        let stream = connect(&url, tls, LARGEST).await?;
        Ok(Self { stream, inflater, buffer: Vec::new() })
    }

    /// Receives the next frame.
    pub(super) async fn next(&mut self) -> Received {
        loop {
            // An error is not logged, because it may contain text of users.
            let Some(Ok(message)) = self.stream.next().await else { return Received::Closed(None) };
            if message.is_text() {
                let received = message.as_payload().len();
                return Received::Frame(Text { content: Content::Message(message), received });
            }
            if let Some((code, _)) = message.as_close() {
                return Received::Closed(Some(code.into()));
            }
            if !message.is_binary() {
                continue;
            }
            let payload = message.as_payload();
            match self.inflater.inflate(payload, &mut self.buffer, LARGEST) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(error) => {
                    tracing::warn!(%error, "a gateway frame could not be decompressed; reconnecting");
                    return Received::Closed(None);
                }
            }
            // One that is not UTF-8 is skipped and the connection goes on, as in Discord's own clients.
            match String::from_utf8(std::mem::take(&mut self.buffer)) {
                Ok(text) => {
                    let received = payload.len();
                    return Received::Frame(Text { content: Content::Inflated(text), received });
                }
                Err(_) => tracing::warn!("a gateway frame is not valid UTF-8"),
            }
        }
    }

    /// Takes back the buffer of a frame that was handled.
    pub(super) fn reuse(&mut self, text: Text) {
        if let Content::Inflated(text) = text.content
            && text.capacity() <= KEPT
        {
            self.buffer = text.into_bytes();
            self.buffer.clear();
        }
    }

    /// Sends one frame.
    pub(super) async fn send<T: Serialize>(&mut self, op: u8, data: &T) -> Result<(), Lost> {
        let text = serde_json::to_string(&Outgoing { op, d: data }).map_err(|_| Lost)?;
        self.stream.send(Message::text(text)).await.map_err(|_| Lost)
    }

    /// Closes the connection; a session survives any code but 1000 and 1001.
    pub(super) async fn close(mut self, code: u16) {
        let code = CloseCode::try_from(code).unwrap_or(CloseCode::NORMAL_CLOSURE);
        // If the other side is gone already, the error does not matter.
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, async {
            self.stream.send(Message::close(Some(code), "")).await?;
            while self.stream.next().await.is_some_and(|message| message.is_ok()) {}
            self.stream.close().await
        })
        .await;
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.content {
            Content::Message(message) => message.as_text().unwrap_or_default(),
            Content::Inflated(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::SinkExt;
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio::net::TcpListener;
    use tokio_tungstenite::tungstenite::Message;

    use super::{Received, Socket};
    use crate::config::Compression;
    use crate::tls;

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

        let error = Socket::connect(&url, &tls::client().unwrap(), Compression::Off).await.err().unwrap();
        let error = error.to_string();
        assert!(error.contains("certificate"), "{error}");

        let mut roots = rustls::RootCertStore::empty();
        roots.add(certificate).unwrap();
        let builder = rustls::ClientConfig::builder_with_provider(provider);
        let trusting = builder.with_safe_default_protocol_versions().unwrap();
        let trusting = trusting.with_root_certificates(roots).with_no_client_auth();
        let mut socket = Socket::connect(&url, &Arc::new(trusting), Compression::Off).await.unwrap();
        let Received::Frame(text) = socket.next().await else { panic!("the connection is over") };
        assert_eq!(&*text, "hello");
    }
}
