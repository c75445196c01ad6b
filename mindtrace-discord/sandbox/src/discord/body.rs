//! Reads a REST request into one value.

use std::time::Duration;

use axum::{
    body::{Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{HeaderMap, header::CONTENT_TYPE},
};
use futures::StreamExt;
use serde_json::{Number, Value, json};
use tokio::time::timeout;

use crate::discord::api_error::{ApiError, Code};

/// The largest request Discord accepts, in bytes.
const MAX_REQUEST: usize = 25 * 1024 * 1024;
/// The time within which the body of a request arrives.
const DEADLINE: Duration = Duration::from_secs(30);
/// The fields whose numbers may be floats.
const FLOATS: [&str; 3] = ["value", "min_value", "max_value"];

/// One REST request, read completely.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// The decoded parts of the path after `/api/v10`; empty for a path of another address.
    pub(crate) segments: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    /// The `Authorization` header.
    pub(crate) token: Option<String>,
    /// The audit log reason, decoded.
    pub(crate) reason: Option<String>,
    /// The JSON body; null without one.
    pub(crate) body: Value,
    pub(crate) files: Vec<Upload>,
}

/// One uploaded file.
#[derive(Debug)]
pub(crate) struct Upload {
    /// The number by which the body refers to it, from the name of the part: `files[0]`.
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
}

impl Call {
    pub(crate) fn query(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Parses a query parameter as a number.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        self.query(key)?.parse().ok()
    }

    pub(crate) fn truthy(&self, key: &str) -> bool {
        matches!(self.query(key), Some("true" | "True" | "1"))
    }

    /// Returns a field of the body; null counts as absent, because serenity sends it for unset fields.
    pub(crate) fn field(&self, key: &str) -> Option<&Value> {
        self.body.get(key).filter(|value| !value.is_null())
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.field(key)?.as_str()
    }
}

/// Reads method, path, query and headers, but not the body.
pub(crate) fn head(request: &Request) -> Call {
    let path = unversioned(request.uri().path()).unwrap_or_default();
    Call {
        method: request.method().as_str().to_owned(),
        segments: path.split('/').filter(|part| !part.is_empty()).map(decode).collect(),
        query: request.uri().query().unwrap_or_default().split('&').filter_map(pair).collect(),
        token: header(request.headers(), "authorization"),
        reason: header(request.headers(), "x-audit-log-reason").map(|reason| decode(&reason)),
        body: Value::Null,
        files: Vec::new(),
    }
}

/// Adds the body of a request to its head.
pub(crate) async fn read(request: Request, head: Call) -> Result<Call, ApiError> {
    timeout(DEADLINE, read_body(request, head)).await.unwrap_or_else(|_| Err(Code::BodyTimeout.into()))
}

/// Reads the body of a request to its end without storing it: the rest of it would corrupt the next request on the connection.
pub(crate) async fn discard(request: Request) {
    let mut body = request.into_body().into_data_stream();
    let discarded = async {
        let mut length = 0;
        while let Some(Ok(chunk)) = body.next().await {
            length += chunk.len();
            if length > MAX_REQUEST {
                return;
            }
        }
    };
    // A body that does not arrive ends the connection.
    let _ = timeout(DEADLINE, discarded).await;
}

async fn read_body(request: Request, mut call: Call) -> Result<Call, ApiError> {
    let content_type = header(request.headers(), CONTENT_TYPE.as_str()).unwrap_or_default();
    if content_type.starts_with("multipart/form-data") {
        read_multipart(request, &mut call).await?;
    } else {
        let bytes = to_bytes(request.into_body(), MAX_REQUEST).await.map_err(|_| Code::EntityTooLarge)?;
        call.body = read_json(&bytes, &content_type)?;
    }
    Ok(call)
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Returns a path without the version of the API: 10, 9 or none.
pub(crate) fn unversioned(path: &str) -> Option<&str> {
    let path = path.strip_prefix("/api")?;
    let route = path.strip_prefix("/v10").or_else(|| path.strip_prefix("/v9")).unwrap_or(path);
    (route.is_empty() || route.starts_with('/')).then_some(route)
}

fn read_json(bytes: &Bytes, content_type: &str) -> Result<Value, ApiError> {
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    if !content_type.starts_with("application/json") {
        let allowed = "application/json, application/x-www-form-urlencoded, multipart/form-data";
        let message = format!("Expected \"Content-Type\" header to be one of {{{allowed}}}.");
        return Err(ApiError::field("", "CONTENT_TYPE_INVALID", message));
    }
    parse(bytes).map_err(ApiError::from)
}

/// Parses a body. Whole numbers become integers: to Discord `1.0` is the integer 1, and libraries send it, for example as the hours of
/// a poll.
fn parse(bytes: &Bytes) -> Result<Value, Code> {
    let mut body = serde_json::from_slice(bytes).map_err(|_| Code::InvalidJson)?;
    write_integers(&mut body);
    Ok(body)
}

fn write_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = whole(number) {
                *value = json!(whole);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(write_integers),
        // The values and limits of options of commands may be floats, and stay as they are.
        Value::Object(fields) => {
            let others = fields.iter_mut().filter(|(key, _)| !FLOATS.contains(&key.as_str()));
            others.for_each(|(_, field)| write_integers(field));
        }
        _ => {}
    }
}

/// Returns the integer that a float stands for.
fn whole(number: &Number) -> Option<i64> {
    number.to_string().strip_suffix(".0")?.parse().ok()
}

async fn read_multipart(mut request: Request, call: &mut Call) -> Result<(), ApiError> {
    let broken = |_| ApiError::from(Code::InvalidForm);
    DefaultBodyLimit::max(MAX_REQUEST).apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Code::InvalidForm)?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| Code::EntityTooLarge)?;
        if field == "payload_json" {
            call.body = parse(&bytes)?;
        } else if let Some(name) = file {
            let number = field.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
            call.files.push(Upload { number: number.unwrap_or(call.files.len()), name, bytes });
        }
    }
    Ok(())
}

fn pair(text: &str) -> Option<(String, String)> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    (!key.is_empty()).then(|| (decode(key), decode(&value.replace('+', " "))))
}

/// Decodes percent-encoding; invalid sequences are kept.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        if let Some(byte) = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(b'%');
            rest = after;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use futures::stream;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_arrive_is_given_up() {
        let request = || {
            let first = stream::iter([Ok::<_, axum::Error>(Bytes::from_static(b"{"))]);
            let body = Body::from_stream(first.chain(stream::pending()));
            Request::post("/api/v10/users/@me/channels").body(body).unwrap()
        };
        let call = head(&request());
        assert_eq!(read(request(), call).await.unwrap_err(), ApiError::from(Code::BodyTimeout));
        discard(request()).await;
    }

    #[test]
    fn the_version_is_9_or_10_or_omitted() {
        for path in ["/api/v10/users/@me", "/api/v9/users/@me", "/api/users/@me"] {
            assert_eq!(unversioned(path), Some("/users/@me"), "{path}");
        }
        for path in ["/users/@me", "/api/v100/users", "/apis/users"] {
            assert_eq!(unversioned(path), None, "{path}");
        }
    }

    #[test]
    fn whole_numbers_are_integers() {
        let sent = r#"{"poll": {"duration": 1.0}, "n": [2.0, 2.5, -3.0, 4], "choices": [{"value": 1.0}]}"#;
        let body = parse(&Bytes::from_static(sent.as_bytes())).unwrap();
        assert_eq!(
            body.to_string(),
            json!({"poll": {"duration": 1}, "n": [2, 2.5, -3, 4], "choices": [{"value": 1.0}]}).to_string()
        );
        assert_eq!(parse(&Bytes::from_static(b"{")).unwrap_err(), Code::InvalidJson);
    }
}
