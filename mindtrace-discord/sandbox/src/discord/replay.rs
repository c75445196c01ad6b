//! A recording that is replayed: its events, and its answers to requests.

use std::{
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;

use super::rest::Reply;

/// A recording, as a [`Recorder`](super::record::Recorder) wrote it.
#[derive(Debug)]
pub(crate) struct Replay {
    steps: Vec<Step>,
    requests: Mutex<Vec<Request>>,
}

/// An entry of the recording, in order.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// An event that the bot received.
    Dispatch { name: String, data: Value },
    /// A request of the bot, by its index.
    Request(usize),
}

/// A request, and its answer.
#[derive(Debug)]
struct Request {
    method: String,
    /// As in the transcript: without the version, and without tokens.
    path: String,
    status: u16,
    response: Option<Value>,
    is_answered: bool,
}

impl Replay {
    /// Reads a recording. An error names the line.
    pub(crate) fn read(file: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let (mut steps, mut requests) = (Vec::new(), Vec::new());
        let mut is_begun = false;
        for (number, line) in text.lines().enumerate() {
            let entry: Value = serde_json::from_str(line)
                .map_err(|error| format!("line {} is not JSON: {error}", number + 1))?;
            if let Some(step) = dispatch(&entry) {
                // A bot that was restarted, or has shards, began several sessions; it is replayed in one.
                let begins = matches!(&step, Step::Dispatch { name, .. } if name == "READY");
                if !begins || !is_begun {
                    steps.push(step);
                }
                is_begun |= begins;
            } else if let Some(request) = Request::read(&entry) {
                steps.push(Step::Request(requests.len()));
                requests.push(request);
            } else if entry.get("gateway").is_none() && entry.get("method").is_none() {
                return Err(format!("line {} is neither a request nor a frame of the gateway", number + 1));
            }
        }
        if steps.is_empty() {
            return Err("there is nothing to replay; record with `--record FILE`".to_owned());
        }
        Ok(Self { steps, requests: Mutex::new(requests) })
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns the recorded answer to the first such request that was not answered yet.
    pub(crate) fn answer(&self, method: &str, path: &str) -> Option<Reply> {
        let mut requests = self.requests();
        let mut same = requests.iter_mut().filter(|known| known.method == method && known.path == path);
        let request = same.find(|known| !known.is_answered)?;
        request.is_answered = true;
        Some(Reply { status: request.status, body: request.response.clone() })
    }

    pub(crate) fn is_answered(&self, index: usize) -> bool {
        self.requests().get(index).is_some_and(|request| request.is_answered)
    }

    /// Returns a request as the transcript shows it.
    pub(crate) fn request(&self, index: usize) -> String {
        let requests = self.requests();
        requests.get(index).map(|request| format!("{} {}", request.method, request.path)).unwrap_or_default()
    }

    fn requests(&self) -> MutexGuard<'_, Vec<Request>> {
        // Nothing panics while it holds the lock.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Request {
    /// Reads a request; `None` for one that the emulator answers itself, because its address differs from that of the recording.
    fn read(entry: &Value) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        let path = text("path")?;
        let path = path.strip_prefix("/api/v10").unwrap_or(path);
        // Requests to a path are answered in order; their queries are not compared.
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        if path == "/gateway" || path == "/gateway/bot" {
            return None;
        }
        Some(Self {
            method: text("method")?.to_owned(),
            path: path.to_owned(),
            status: entry
                .get("status")
                .and_then(Value::as_u64)
                .and_then(|status| u16::try_from(status).ok())?,
            response: entry.get("response").filter(|response| !response.is_null()).cloned(),
            is_answered: false,
        })
    }
}

fn dispatch(entry: &Value) -> Option<Step> {
    if entry.get("gateway").and_then(Value::as_str) != Some("out") {
        return None;
    }
    let frame = entry.get("frame").filter(|frame| frame.get("op").and_then(Value::as_u64) == Some(0))?;
    let name = frame.get("t").and_then(Value::as_str)?.to_owned();
    // The emulator sends its own after a resume.
    (name != "RESUMED").then(|| Step::Dispatch { name, data: frame.get("d").cloned().unwrap_or_default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDING: &str = r#"{"method":"GET","path":"/api/v10/gateway/bot","body":null,"files":[],"status":200,"response":{"url":"ws://x"}}
{"gateway":"in","frame":{"op":2,"d":{"token":"removed"}}}
{"gateway":"out","frame":{"op":0,"t":"READY","s":1,"d":{"v":10}}}
{"method":"POST","path":"/api/v10/channels/1/messages?wait=true","body":{},"files":[],"status":200,"response":{"id":"2"}}
{"method":"POST","path":"/api/v10/channels/1/messages","body":{},"files":[],"status":200,"response":{"id":"3"}}
{"gateway":"out","frame":{"op":11}}"#;

    #[test]
    fn requests_are_answered_in_order_and_once() {
        let replay = Replay::parse(RECORDING).unwrap();
        assert_eq!(replay.steps().len(), 3);
        let id = || replay.answer("POST", "/channels/1/messages")?.body?.get("id").cloned();
        assert!(!replay.is_answered(0));
        assert_eq!((id(), id(), id()), (Some("2".into()), Some("3".into()), None));
        assert!(replay.is_answered(0) && replay.is_answered(1));
        assert!(replay.answer("GET", "/gateway/bot").is_none(), "the address is another one");
        assert_eq!(replay.request(0), "POST /channels/1/messages");
    }

    #[test]
    fn several_sessions_are_replayed_in_one() {
        let replay = Replay::parse(&format!("{RECORDING}\n{RECORDING}")).unwrap();
        let begins = |step: &&Step| matches!(step, Step::Dispatch { name, .. } if name == "READY");
        assert_eq!((replay.steps().len(), replay.steps().iter().filter(begins).count()), (5, 1));
    }

    #[test]
    fn a_file_that_is_no_recording_is_refused_with_its_line() {
        for (text, words) in [
            ("{\"gateway\":\"in\",\"frame\":{}}\nx", "line 2 is not JSON"),
            ("{\"hello\":1}", "line 1 is neither"),
            ("", "nothing to replay"),
        ] {
            let error = Replay::parse(text).map(drop).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
