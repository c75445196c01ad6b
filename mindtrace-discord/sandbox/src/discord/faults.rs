//! REST failures planned by a test.

use serde_json::Value;

/// The pending failures, in the order in which they were planned.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    planned: Vec<Fault>,
}

#[derive(Debug)]
struct Fault {
    method: String,
    path_contains: String,
    status: u16,
    json: Value,
}

impl Faults {
    pub(crate) fn plan(&mut self, method: &str, path_contains: &str, status: u16, json: Value) {
        self.planned.push(Fault {
            method: method.to_ascii_uppercase(),
            path_contains: path_contains.to_owned(),
            status,
            json,
        });
    }

    /// Removes and returns the failure planned for this request.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<(u16, Value)> {
        let matching = |fault: &Fault| fault.method == method && path.contains(&fault.path_contains);
        let position = self.planned.iter().position(matching)?;
        let fault = self.planned.remove(position);
        Some((fault.status, fault.json))
    }
}
