//! A bot that parses nothing: it searches each payload for the text to echo and writes a fixed request. No bot can use less.

use anyhow::{Context, bail};
use benches::settings::Settings;
use futures::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

const IDENTIFY: &str =
    r#"{"op":2,"d":{"token":"x","intents":33281,"properties":{"os":"linux","browser":"x","device":"x"}}}"#;

/// A connection to the REST API, which is kept open.
struct Rest {
    stream: TcpStream,
    buffer: Vec<u8>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::read()?;
    let address = settings.api.strip_prefix("http://").context("the API has no http:// address")?;
    let mut rest = Rest { stream: TcpStream::connect(address).await?, buffer: vec![0; 16 << 10] };
    rest.stream.set_nodelay(true)?;
    let (mut socket, _) = connect_async(format!("{}/?v=10&encoding=json", settings.gateway)).await?;
    socket.send(Message::text(IDENTIFY)).await?;
    rest.post("/api/v10/applications/1/commands", r#"{"name":"echo"}"#).await?;
    while let Some(message) = socket.next().await.transpose()? {
        let Message::Text(text) = message else { continue };
        let payload = text.as_str();
        if let Some(text) = between(payload, "\"content\":\"!echo ") {
            rest.post("/api/v10/channels/3/messages", &format!("{{\"content\":\"{text}\"}}")).await?;
        } else if payload.starts_with("{\"t\":\"INTERACTION_CREATE\"") {
            let found = (between(payload, "\"token\":\""), between(payload, "\"options\":[{\"value\":\""));
            let (Some(token), Some(text)) = found else { continue };
            let path = format!("/api/v10/interactions/1/{token}/callback");
            rest.post(&path, &format!("{{\"type\":4,\"data\":{{\"content\":\"{text}\"}}}}")).await?;
        }
    }
    Ok(())
}

/// Returns the text behind `start`, up to a quotation mark.
fn between<'a>(payload: &'a str, start: &str) -> Option<&'a str> {
    let rest = &payload[payload.find(start)? + start.len()..];
    rest.split('"').next()
}

impl Rest {
    /// Sends a request and waits for the response, of which only the length is read.
    async fn post(&mut self, path: &str, body: &str) -> anyhow::Result<()> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        let mut read = 0;
        loop {
            read += self.stream.read(&mut self.buffer[read..]).await?;
            if read == 0 {
                bail!("the server has closed the connection");
            }
            let text = std::str::from_utf8(&self.buffer[..read])?;
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length: usize = head
                .split_once("content-length: ")
                .map_or("0", |(_, rest)| rest.split('\r').next().unwrap_or("0"))
                .parse()?;
            if body.len() >= length {
                return Ok(());
            }
        }
    }
}
