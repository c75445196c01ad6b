//! Records the REST traffic of a bot, one JSON object a line.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use serde_json::{Map, Value, json};

use super::{body::Call, rest::Reply};

/// The file that requests and answers are appended to.
///
/// Several emulators, also of several processes, may append to one file: each line is one write.
#[derive(Debug)]
pub(crate) struct Recorder {
    file: Mutex<File>,
}

impl Recorder {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { file: Mutex::new(file) })
    }

    /// Appends a request and its answer.
    pub(crate) fn rest(&self, call: &Recorded, reply: &Reply) {
        self.append(&json!({
            "method": call.method,
            "path": call.path,
            "body": call.body,
            "files": call.files,
            "status": reply.status,
            "response": reply.body.as_ref().map(without_tokens),
        }));
    }

    fn append(&self, entry: &Value) {
        let line = format!("{entry}\n");
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(line.as_bytes()) {
            tracing::error!(%error, "the recording of the sandbox could not be written");
        }
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
    /// Copies a request before its route consumes it. `path` contains no token.
    pub(crate) fn new(call: &Call, path: &str) -> Self {
        Self {
            method: call.method.clone(),
            path: format!("/api/v10{path}"),
            body: without_tokens(&call.body),
            files: call.files.iter().map(|file| file.name.clone()).collect(),
        }
    }
}

/// Replaces the tokens of webhooks and interactions in a body.
fn without_tokens(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let shown = fields.iter().map(|(key, value)| {
                let is_token = key == "token" && value.is_string();
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
    }
}
