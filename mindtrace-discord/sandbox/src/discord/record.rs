//! Records what passes between a bot and the emulator, one JSON object a line.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::{Map, Value, json};

use super::{body::Call, rest::Reply};

/// The file that requests and answers are appended to, and frames of the gateway.
///
/// Several emulators, also of several processes, may append to one file: each line is one write.
#[derive(Debug)]
pub(crate) struct Recorder {
    file: Mutex<File>,
    /// Whether frames of the gateway are recorded as well.
    frames: bool,
}

impl Recorder {
    pub(crate) fn open(path: &Path, frames: bool) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { file: Mutex::new(file), frames })
    }

    /// Runs a route, and appends the request and its answer before every frame that the route sends.
    pub(crate) fn rest(&self, call: &Recorded, route: impl FnOnce() -> Reply) -> Reply {
        let mut file = self.lock();
        let reply = route();
        append(
            &mut file,
            &json!({
                "method": call.method,
                "path": call.path,
                "body": call.body,
                "files": call.files,
                "status": reply.status,
                "response": reply.body.as_ref().map(without_tokens),
            }),
        );
        reply
    }

    /// Appends a frame that the bot sent (`in`) or received (`out`). A frame that is not JSON is a fault, and not recorded.
    pub(crate) fn frame(&self, direction: &str, text: &str) {
        if !self.frames {
            return;
        }
        if let Ok(frame) = serde_json::from_str::<Value>(text) {
            append(&mut self.lock(), &json!({"gateway": direction, "frame": without_tokens(&frame)}));
        }
    }

    fn lock(&self) -> MutexGuard<'_, File> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn append(file: &mut File, entry: &Value) {
    let line = format!("{entry}\n");
    if let Err(error) = file.write_all(line.as_bytes()) {
        tracing::error!(%error, "the recording of the sandbox could not be written");
    }
}

/// The part of a request that is recorded.
#[derive(Debug)]
pub(crate) struct Recorded {
    method: String,
    path: String,
    body: Value,
    files: Vec<String>,
}

impl Recorded {
    /// Copies a request before its route consumes it. `path` contains no token, and neither does the query of any route.
    pub(crate) fn new(call: &Call, path: &str, query: Option<&str>) -> Self {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        Self {
            method: call.method.clone(),
            path: format!("/api/v10{path}{query}"),
            body: without_tokens(&call.body),
            files: call.files.iter().map(|file| file.name.clone()).collect(),
        }
    }
}

/// Replaces the tokens of webhooks, interactions and sessions in a body or a frame, and addresses that contain one.
fn without_tokens(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let shown = fields.iter().map(|(key, value)| {
                let is_address = |text: &str| key == "url" && text.contains("/webhooks/");
                let is_token = value.as_str().is_some_and(|text| key == "token" || is_address(text));
                (key.clone(), if is_token { json!("removed") } else { without_tokens(value) })
            });
            Value::Object(shown.collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.iter().map(without_tokens).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_removed_at_any_depth() {
        let body = json!({"token": "secret", "webhooks": [{"id": "1", "token": "secret"}], "tokens": 2});
        let shown = json!({"token": "removed", "webhooks": [{"id": "1", "token": "removed"}], "tokens": 2});
        assert_eq!(without_tokens(&body), shown);
        let webhook = json!({"url": "http://127.0.0.1:1/api/webhooks/1/secret"});
        assert_eq!(without_tokens(&webhook), json!({"url": "removed"}));
        let link = json!({"url": "http://example.org/secret"});
        assert_eq!(without_tokens(&link), link);
    }
}
