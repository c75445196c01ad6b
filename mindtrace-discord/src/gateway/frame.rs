//! Gateway frames: opcodes, and the envelope of every payload.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Discord's gateway opcodes.
pub(super) mod op {
    pub(in crate::gateway) const DISPATCH: u8 = 0;
    pub(in crate::gateway) const HEARTBEAT: u8 = 1;
    pub(in crate::gateway) const IDENTIFY: u8 = 2;
    pub(in crate::gateway) const RESUME: u8 = 6;
    pub(in crate::gateway) const RECONNECT: u8 = 7;
    pub(in crate::gateway) const INVALID_SESSION: u8 = 9;
    pub(in crate::gateway) const HELLO: u8 = 10;
    pub(in crate::gateway) const HEARTBEAT_ACK: u8 = 11;
}

/// A received frame. The payload is not parsed yet, because no handler wants most dispatches.
#[derive(Deserialize)]
pub(super) struct Frame<'a> {
    pub(super) op: u8,
    #[serde(borrow, default)]
    pub(super) d: Option<&'a RawValue>,
    #[serde(default)]
    pub(super) s: Option<u64>,
    #[serde(borrow, default)]
    pub(super) t: Option<&'a str>,
}

/// A frame to send.
#[derive(Serialize)]
pub(super) struct Outgoing<'a, T> {
    pub(super) op: u8,
    pub(super) d: &'a T,
}

/// The payload of HELLO.
#[derive(Deserialize)]
pub(super) struct Hello {
    /// In milliseconds.
    pub(super) heartbeat_interval: u64,
}

/// The part of READY that describes the session.
#[derive(Deserialize)]
pub(super) struct SessionStart {
    pub(super) session_id: String,
    pub(super) resume_gateway_url: String,
}

#[cfg(test)]
mod tests {
    use super::{Frame, op};

    #[test]
    fn a_frame_is_parsed_without_its_payload() {
        let text = r#"{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{"content":"a \"quoted\" text"}}"#;
        let frame: Frame<'_> = serde_json::from_str(text).unwrap();
        assert_eq!((frame.op, frame.s, frame.t), (op::DISPATCH, Some(7), Some("MESSAGE_CREATE")));
        assert_eq!(frame.d.unwrap().get(), r#"{"content":"a \"quoted\" text"}"#);
        let frame: Frame<'_> = serde_json::from_str(r#"{"op":11,"d":null,"s":null,"t":null}"#).unwrap();
        assert!(frame.op == op::HEARTBEAT_ACK && frame.d.is_none() && frame.s.is_none() && frame.t.is_none());
    }
}
