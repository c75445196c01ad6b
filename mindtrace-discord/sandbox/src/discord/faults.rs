//! The faults that wait for a request, a connection or a heartbeat.

use serde_json::Value;

use crate::fault::{Fault, Injection};

/// The pending faults, in the order in which they were injected.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    answers: Vec<Answer>,
    pending: Vec<Injection>,
}

/// A response that a test wrote for the next request of its kind.
#[derive(Debug)]
struct Answer {
    method: String,
    path_contains: String,
    status: u16,
    json: Value,
}

impl Faults {
    pub(crate) fn plan(&mut self, method: &str, path_contains: &str, status: u16, json: Value) {
        self.answers.push(Answer {
            method: method.to_ascii_uppercase(),
            path_contains: path_contains.to_owned(),
            status,
            json,
        });
    }

    /// Removes and returns the response written for this request.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<(u16, Value)> {
        let matching = |answer: &Answer| answer.method == method && path.contains(&answer.path_contains);
        let position = self.answers.iter().position(matching)?;
        let answer = self.answers.remove(position);
        Some((answer.status, answer.json))
    }

    pub(crate) fn inject(&mut self, injection: Injection) {
        if injection.times > 0 {
            self.pending.push(injection);
        }
    }

    /// Uses up one time of the first fault for this request.
    pub(crate) fn take_for(&mut self, method: &str, path: &str) -> Option<Fault> {
        self.take_one(|injection| {
            let meets =
                injection.on.as_ref().is_none_or(|(on, part)| on == method && path.contains(part.as_str()));
            injection.fault.is_rest() && meets
        })
    }

    /// Uses up one time of the first fault that passes.
    pub(crate) fn take_one(&mut self, passes: impl Fn(&Injection) -> bool) -> Option<Fault> {
        let position = self.pending.iter().position(passes)?;
        let injection = self.pending.get_mut(position)?;
        injection.times -= 1;
        let fault = injection.fault.clone();
        if injection.times == 0 {
            self.pending.remove(position);
        }
        Some(fault)
    }
}
