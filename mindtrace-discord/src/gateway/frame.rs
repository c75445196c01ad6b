//! Gateway frames: opcodes, and the envelope of every payload.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::object;

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
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    pub(super) op: u8,
    /// The payload as JSON, which may be invalid.
    pub(super) d: Option<&'a str>,
    pub(super) s: Option<u64>,
    pub(super) t: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// Splits a frame into its parts. Returns `None` if it is not one.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        Self::dispatch(text).or_else(|| Self::any(text))
    }

    /// Splits a dispatch as Discord writes it, without a look at the payload.
    fn dispatch(text: &'a str) -> Option<Self> {
        let (kind, rest) = text.strip_prefix(r#"{"t":""#)?.split_once('"')?;
        let (seq, rest) = rest.strip_prefix(r#","s":"#)?.split_once(',')?;
        let data = rest.strip_prefix(r#""op":0,"d":"#)?.strip_suffix('}')?;
        let is_name = kind.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        is_name.then_some(())?;
        Some(Self { op: op::DISPATCH, d: Some(data), s: Some(seq.parse().ok()?), t: Some(kind) })
    }

    /// Splits any frame, with its parts in any order.
    fn any(text: &'a str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Envelope<'a> {
            op: u8,
            #[serde(borrow, default)]
            d: Option<&'a RawValue>,
            #[serde(default)]
            s: Option<u64>,
            #[serde(borrow, default)]
            t: Option<&'a str>,
        }
        let Envelope { op, d, s, t } = object::from_str(text).ok()?;
        Some(Self { op, d: d.map(RawValue::get), s, t })
    }
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
    fn a_frame_is_split_with_its_parts_in_any_order() {
        let data = r#"{"content":"a \"quoted\" text"}"#;
        let expected = Frame { op: op::DISPATCH, d: Some(data), s: Some(7), t: Some("MESSAGE_CREATE") };
        for text in [
            format!(r#"{{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{data}}}"#),
            format!(r#"{{"op":0,"s":7,"d":{data},"t":"MESSAGE_CREATE"}}"#),
            format!(r#"{{ "t": "MESSAGE_CREATE", "s": 7, "op": 0, "d": {data} }}"#),
        ] {
            assert_eq!(Frame::parse(&text), Some(Frame { d: expected.d, ..expected }), "{text}");
        }
        let ack = Frame { op: op::HEARTBEAT_ACK, d: None, s: None, t: None };
        assert_eq!(Frame::parse(r#"{"t":null,"s":null,"op":11,"d":null}"#), Some(ack));
        for text in [
            "",
            "[]",
            "[0]",
            r#"[10,{"heartbeat_interval":1},null,null]"#,
            "{",
            r#"{"t":"A","s":7,"op":0}"#.trim_end_matches('}'),
            r#"{"t":"A","s":-7,"op":0,"d":1"#,
        ] {
            assert_eq!(Frame::parse(text), None, "{text}");
        }
    }
}
