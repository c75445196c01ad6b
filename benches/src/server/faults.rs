//! The faults of a soak test: 1 % of requests fail, the gateway drops the connection every ten seconds, and answers are checked as Discord
//! does.

use std::cell::{Cell, RefCell};
use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use serde_json::json;

use super::Server;
use super::http::{Answer, Request, Response};
use super::rest;

/// How long a connection of the gateway lives.
pub(super) const CONNECTION: Duration = Duration::from_secs(10);

/// Every request with a number that this divides fails. It has no common divisor with a hundred, so failures meet every kind of call.
const FAILING: u64 = 97;

/// The most payloads that are kept for a resume.
const KEPT: usize = 20_000;

/// What the bot says when a handler panicked.
const APOLOGY: &str = "\"Something went wrong on my side.";

/// The state of the faults; nothing happens while they are off.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) on: Cell<bool>,
    requests: Cell<u64>,
    /// The interactions of this job and of the one before, whose last requests may still be repeated.
    acknowledged: RefCell<[HashSet<String>; 2]>,
    sent: RefCell<VecDeque<(u64, String)>>,
}

impl Faults {
    /// Keeps a payload for a resume.
    pub(super) fn sent(&self, seq: u64, payload: &str) {
        if self.on.get() {
            let mut sent = self.sent.borrow_mut();
            if sent.len() == KEPT {
                sent.pop_front();
            }
            sent.push_back((seq, payload.to_owned()));
        }
    }

    /// Returns the payloads behind a sequence number, at most a hundred.
    pub(super) fn behind(&self, seq: u64) -> Vec<(u64, String)> {
        let sent = self.sent.borrow();
        let begin = sent.partition_point(|(sent, _)| *sent <= seq);
        sent.iter().skip(begin).take(100).cloned().collect()
    }

    /// Starts another job.
    pub(super) fn begin(&self, on: bool) {
        self.on.set(on);
        let [current, before] = &mut *self.acknowledged.borrow_mut();
        std::mem::swap(current, before);
        current.clear();
    }

    /// Records the first response to an interaction; returns whether it is the first.
    fn acknowledge(&self, token: &str) -> bool {
        let [current, before] = &mut *self.acknowledged.borrow_mut();
        !before.contains(token) && current.insert(token.to_owned())
    }
}

/// Answers a request, unless it fails.
pub(super) fn answer(server: &Server, request: &Request) -> Response {
    let faults = &server.faults;
    if !faults.on.get() {
        return rest::answer(server, request);
    }
    let number = faults.requests.replace(faults.requests.get() + 1);
    let fails = number.is_multiple_of(FAILING);
    // Half of them are handled all the same.
    if fails && number.is_multiple_of(2) {
        return refused("503 Service Unavailable", 0);
    }
    let segments: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let token = match segments.as_slice() {
        [.., "interactions", _, token, "callback"] => {
            if !faults.acknowledge(token) {
                return refused("400 Bad Request", 40060);
            }
            Some(*token)
        }
        [.., "webhooks", _, token] | [.., "webhooks", _, token, "messages", _] => Some(*token),
        _ => None,
    };
    let mut response = rest::answer(server, request);
    if let (Some(token), Some(Answer(None))) = (token, response.answer) {
        let number = apologised(request, token);
        if number.is_none() {
            let body = String::from_utf8_lossy(&request.body);
            server.unknown.borrow_mut().insert(format!("{} {body}", request.method));
        }
        response.answer = Some(Answer(number));
    }
    if fails {
        Response { answer: response.answer, ..refused("503 Service Unavailable", 0) }
    } else {
        response
    }
}

/// The number of the call whose handler panicked, if this is the apology for it.
fn apologised(request: &Request, token: &str) -> Option<u64> {
    let body = std::str::from_utf8(&request.body).ok()?;
    let number = token.rsplit('.').next()?;
    body.contains(APOLOGY).then(|| number.parse().ok()).flatten()
}

fn refused(status: &'static str, code: u32) -> Response {
    let body = json!({ "message": "refused", "code": code }).to_string();
    Response { status, bucket: "b9", body, answer: None }
}
