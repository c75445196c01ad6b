//! The values of custom ids that are in the store, because they do not fit Discord's 100 characters.

use serde::{Deserialize, Serialize};
use serenity::model::Timestamp;

use crate::random;
use crate::store::{Store, StoreError};

/// The prefix of the keys.
const PREFIX: &str = "component.";

/// How long values are kept, in seconds: 30 days, for which a component works unless it sets another time.
const KEPT: i64 = 30 * 24 * 60 * 60;

/// The share of writes that remove expired values.
const SWEEPS: f64 = 1.0 / 256.0;

/// The values of one custom id.
#[derive(Serialize, Deserialize)]
struct Stored {
    /// The Unix time in seconds at which they expire.
    until: i64,
    values: Vec<String>,
}

/// Stores values in the order of the template, and returns their name.
///
/// # Errors
///
/// Those of the store; [`StoreError::ValueTooLarge`] for more than 64 KiB.
pub(crate) async fn put(store: &Store, values: Vec<String>, now: Timestamp) -> Result<String, StoreError> {
    let now = now.unix_timestamp();
    let stored = Stored { until: now.saturating_add(KEPT), values };
    let name = random::name();
    let key = format!("{PREFIX}{name}");
    let text = match serde_json::to_string(&stored) {
        Ok(text) => text,
        Err(source) => return Err(StoreError::Serialize { key, source }),
    };
    store.framework().put_text(&key, Some(&text)).await?;
    Ok(name)
}

/// Returns whether expired values are to be removed after a write.
pub(crate) fn is_sweep_due() -> bool {
    random::fraction() < SWEEPS
}

/// Returns the values that are stored under a name; `None` if they have expired.
///
/// # Errors
///
/// Those of the store.
pub(crate) async fn get(
    store: &Store,
    name: &str,
    now: Timestamp,
) -> Result<Option<Vec<String>>, StoreError> {
    let key = format!("{PREFIX}{name}");
    let Some(text) = store.framework().text(&key).await? else { return Ok(None) };
    match serde_json::from_str::<Stored>(&text) {
        Ok(stored) => Ok(Some(stored.values).filter(|_| now.unix_timestamp() < stored.until)),
        Err(source) => Err(StoreError::Deserialize { key, source }),
    }
}

/// Removes expired values. It may take seconds, because each removal waits for the disk.
///
/// # Errors
///
/// Those of the store.
pub(crate) async fn sweep(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let now = now.unix_timestamp();
    let framework = store.framework();
    for (key, text) in framework.entries(PREFIX).await? {
        if serde_json::from_str::<Stored>(&text).is_ok_and(|stored| stored.until <= now) {
            framework.put_text(&key, None).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serenity::model::Timestamp;

    use super::{KEPT, get, put, sweep};
    use crate::store::{MemoryStore, Store};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_timestamp(seconds).unwrap()
    }

    #[tokio::test]
    async fn values_are_kept_for_thirty_days() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let values = vec!["a".to_owned(), "b".to_owned()];
        let name = put(&store, values.clone(), at(0)).await.unwrap();
        assert_eq!(get(&store, &name, at(KEPT - 1)).await.unwrap(), Some(values));
        assert_eq!(get(&store, &name, at(KEPT)).await.unwrap(), None);
        assert_eq!(get(&store, "other", at(0)).await.unwrap(), None);

        sweep(&store, at(KEPT - 1)).await.unwrap();
        assert_eq!(store.framework().entries("component.").await.unwrap().len(), 1);
        sweep(&store, at(KEPT)).await.unwrap();
        assert!(store.framework().entries("component.").await.unwrap().is_empty());
    }
}
