//! Parses interactions.

use serde::de::DeserializeOwned;

use crate::object;
use crate::salvage;

/// Parses an interaction. The parts of its message, and of the objects it refers to, that cannot be read are dropped.
///
/// # Errors
///
/// The serde error of an interaction that cannot be parsed without these either.
pub(super) fn read<T: DeserializeOwned>(data: &str) -> serde_json::Result<T> {
    object::from_str(data).or_else(|error| {
        // The error of the whole tells more than that of the rest.
        let read = salvage::interaction(data).and_then(|rest| serde_json::from_str(&rest));
        let read = read.map_err(|_| error)?;
        tracing::warn!("parts of an interaction could not be read and are dropped");
        Ok(read)
    })
}
