//! The parsers of the gateway, with the invariants that hold for any input.

use serde_json::{Value, json};
use serenity::model::channel::Message;

use super::frame::Frame;
use super::inflate::Inflater;
use crate::config::Compression;
use crate::salvage::{MESSAGE, salvage};

/// The most bytes of a decompressed text.
const LARGEST: usize = 1 << 20;

/// Splits a text into the parts of a frame.
///
/// # Panics
///
/// When the parts differ from those that a JSON parser finds.
pub fn frame(text: &str) {
    let (Some(frame), Ok(Value::Object(whole))) = (Frame::parse(text), serde_json::from_str::<Value>(text))
    else {
        return;
    };
    // Keys behind the payload, or a second payload, make it unreadable; its own parser reports that.
    let Ok(data) = frame.d.map_or(Ok(Value::Null), |data| serde_json::from_str(data)) else { return };
    let found = json!({ "op": frame.op, "s": frame.s, "t": frame.t, "d": data });
    for part in ["op", "s", "t", "d"] {
        assert_eq!(whole.get(part).unwrap_or(&Value::Null), &found[part], "{part} of {text:?}");
    }
}

/// Decompresses a message, as a whole and in two pieces.
///
/// # Panics
///
/// When the text is larger than the limit, or a message in two pieces becomes another text.
pub fn inflate(message: &[u8]) {
    let (first, second) = message.split_at(message.len() / 2);
    for compression in [Compression::Zstd, Compression::Zlib, Compression::Off] {
        let (mut whole, mut pieces) = (Vec::new(), Vec::new());
        let inflated = Inflater::new(compression).inflate(message, &mut whole, LARGEST);
        let mut inflater = Inflater::new(compression);
        let begun = inflater.inflate(first, &mut pieces, LARGEST);
        let is_incomplete = matches!(begun, Ok(false));
        if is_incomplete {
            assert!(pieces.is_empty());
        }
        if begun.is_ok() {
            let ended = inflater.inflate(second, &mut pieces, LARGEST);
            assert!(!is_incomplete || ended.is_ok() == inflated.is_ok());
            assert!(!is_incomplete || ended.is_err() || pieces == whole);
        }
        for text in [whole, pieces] {
            assert!(text.len() <= LARGEST && text.capacity() <= 2 * LARGEST, "{}", text.capacity());
        }
    }
}

/// Reads a message without its unreadable parts.
///
/// # Panics
///
/// When the rest cannot be read.
pub fn message(text: &str) {
    if let Ok((rest, _)) = salvage::<Message>(text, MESSAGE) {
        assert!(serde_json::from_str::<Message>(&rest).is_ok(), "{rest}");
    }
}
