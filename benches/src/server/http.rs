//! HTTP/1.1 connections, and the upgrade of one to the gateway.

use std::rc::Rc;

use anyhow::{Context, bail};
use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::clock::unix_millis;
use super::{Server, faults, gateway};

/// The most headers of a request.
const HEADERS: usize = 64;

/// A request that has been read.
pub(super) struct Request {
    pub(super) method: String,
    /// The path without the query.
    pub(super) path: String,
    pub(super) query: String,
    pub(super) body: Bytes,
    /// The key of a WebSocket handshake.
    websocket: Option<String>,
}

/// The answer to a request.
pub(super) struct Response {
    pub(super) status: &'static str,
    /// The bucket of the rate limiter.
    pub(super) bucket: &'static str,
    pub(super) body: String,
    /// The answer to a command that the request was.
    pub(super) answer: Option<Answer>,
}

/// The text that the bot answered with: the number of its command, `None` if no command had that text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer(pub(super) Option<u64>);

/// Serves a connection until the client closes it.
pub(super) async fn serve(server: Rc<Server>, mut stream: TcpStream) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = BytesMut::with_capacity(16 << 10);
    let mut output = Vec::with_capacity(4 << 10);
    loop {
        let Some(request) = parse(&mut buffer)? else {
            if stream.read_buf(&mut buffer).await? == 0 {
                return Ok(());
            }
            continue;
        };
        if let Some(key) = &request.websocket {
            let accept = derive_accept_key(key.as_bytes());
            let head = format!(
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: {accept}\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).await?;
            return gateway::serve(server, stream, buffer.to_vec(), &request.query).await;
        }
        let response = faults::answer(&server, &request);
        output.clear();
        write(&mut output, &response);
        stream.write_all(&output).await?;
        if let Some(answer) = response.answer {
            server.answered(answer).await;
        }
    }
}

/// Takes a request from the buffer, or returns `None` if it is incomplete.
fn parse(buffer: &mut BytesMut) -> anyhow::Result<Option<Request>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(head_length) = head.parse(buffer).context("a request is malformed")?
    else {
        return Ok(None);
    };
    let header = |name: &str| {
        let found = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok())
    };
    if header("transfer-encoding").is_some() {
        bail!("chunked requests are not supported");
    }
    let length: usize = header("content-length").map_or(Ok(0), str::parse).context("content-length")?;
    if buffer.len() < head_length + length {
        return Ok(None);
    }
    let (path, query) =
        head.path.unwrap_or_default().split_once('?').unwrap_or((head.path.unwrap_or_default(), ""));
    let mut request = Request {
        method: head.method.unwrap_or_default().to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        body: Bytes::new(),
        websocket: header("sec-websocket-key").map(str::to_owned),
    };
    let mut frame = buffer.split_to(head_length + length);
    request.body = frame.split_off(head_length).freeze();
    Ok(Some(request))
}

/// Writes a response with the headers of Discord's rate limits, which are never reached.
fn write(output: &mut Vec<u8>, response: &Response) {
    let Response { status, bucket, body, .. } = response;
    let now = unix_millis() + 1000;
    let (seconds, millis) = (now / 1000, now % 1000);
    let head = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
    // 16 bits, which is what twilight reads.
    let text = format!(
        "HTTP/1.1 {status}\r\n{head}content-length: {}\r\nx-ratelimit-bucket: {bucket}\r\nx-ratelimit-limit: 60000\r\n\
         x-ratelimit-remaining: 59999\r\nx-ratelimit-reset: {seconds}.{millis:03}\r\nx-ratelimit-reset-after: 1.000\r\n\r\n{body}",
        body.len()
    );
    output.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use bytes::BytesMut;

    use super::parse;

    #[test]
    fn a_request_is_read_once_it_is_complete() {
        let text = "POST /api/v10/a?wait=true HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}GET /b HTTP/1.1\r\n\r\n";
        for length in 0..text.find("GET").unwrap_or_default() {
            assert!(parse(&mut BytesMut::from(&text.as_bytes()[..length])).unwrap().is_none());
        }
        let mut buffer = BytesMut::from(text);
        let first = parse(&mut buffer).unwrap().unwrap();
        assert_eq!(
            (first.path.as_str(), first.query.as_str(), &first.body[..]),
            ("/api/v10/a", "wait=true", &b"{}"[..])
        );
        assert_eq!(parse(&mut buffer).unwrap().unwrap().path, "/b");
        assert!(buffer.is_empty());
    }
}
