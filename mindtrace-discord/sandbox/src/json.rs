//! Changes JSON objects.

use serde_json::Value;

/// Inserts `value` under `key` if `target` is an object.
pub(crate) fn put(target: &mut Value, key: &str, value: Value) {
    if let Some(object) = target.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
