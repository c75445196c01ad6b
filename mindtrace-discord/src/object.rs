//! Reads JSON objects that Discord and other programs send.

use serde::Deserialize;
use serde::de::Error as _;

/// Reads a value from the text of a JSON object.
///
/// serde reads a struct from a list as well, with the fields in the order of their declaration, so `[10]` would be a frame with the
/// opcode 10.
///
/// # Errors
///
/// That of serde, also for a list.
pub(crate) fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> serde_json::Result<T> {
    if text.trim_ascii_start().starts_with('[') {
        return Err(serde_json::Error::custom("a list, expected an object"));
    }
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::from_str;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Pair<'a> {
        left: u8,
        #[serde(default)]
        right: Option<&'a str>,
    }

    #[test]
    fn an_object_is_read_and_a_list_is_not() {
        let read = |text| from_str::<Pair<'_>>(text).ok();
        assert_eq!(read(r#"{"left":1,"right":"a"}"#), Some(Pair { left: 1, right: Some("a") }));
        assert_eq!(read(" \n{\"left\": 1}"), Some(Pair { left: 1, right: None }));
        for list in ["[1]", "[1,\"a\"]", " \t\r\n[1]", "[]"] {
            let error = from_str::<Pair<'_>>(list).unwrap_err();
            assert_eq!(error.to_string(), "a list, expected an object", "{list:?}");
        }
        // serde alone reads it.
        assert!(serde_json::from_str::<Pair<'_>>("[1,\"a\"]").is_ok());
    }
}
