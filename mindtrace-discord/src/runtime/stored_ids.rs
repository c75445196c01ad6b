//! The values of custom ids that are in the store, because they do not fit Discord's 100 characters.

use serde::{Deserialize, Serialize};
use serenity::model::Timestamp;

use crate::component::LIFETIME;
use crate::random;
use crate::store::{Store, StoreError};

/// The prefix of the keys. The day after which the values expire follows, so that the keys are sorted by it, and a random text.
const PREFIX: &str = "component.";

/// How long values are kept, in seconds: as long as their component works.
const KEPT: i64 = LIFETIME.as_secs().cast_signed();

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Characters of the random text, about a hundred bits.
const RANDOM: usize = 17;

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
    let mut random = random::name();
    random.truncate(RANDOM);
    let name = format!("{}{random}", day(stored.until));
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

/// Removes the values that expired before today. It reads no others, but may take seconds, because each removal waits for the disk.
///
/// # Errors
///
/// Those of the store.
pub(crate) async fn sweep(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let framework = store.framework();
    let today = format!("{PREFIX}{}", day(now.unix_timestamp()));
    for key in framework.keys_before(PREFIX, &today).await? {
        framework.put_text(&key, None).await?;
    }
    Ok(())
}

/// Returns the day of a Unix time in seconds, as five digits: enough until the year 2243.
fn day(seconds: i64) -> String {
    format!("{:05}", (seconds / DAY).clamp(0, 99_999))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serenity::model::Timestamp;

    use super::{DAY, KEPT, get, put, sweep};
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
    }

    #[tokio::test]
    async fn values_are_removed_on_the_day_after_they_expired() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let mut names = Vec::new();
        for day in [9, 0, 1] {
            names.push(put(&store, Vec::new(), at(day * DAY + 1)).await.unwrap());
        }
        assert!(names.iter().all(|name| name.len() == 22), "{names:?}");
        let left = async |now| {
            sweep(&store, at(now)).await.unwrap();
            store.framework().keys("").await.unwrap().len()
        };
        assert_eq!(left(KEPT + DAY - 1).await, 3);
        assert_eq!(left(KEPT + DAY).await, 2);
        assert_eq!(left(KEPT + 2 * DAY).await, 1);
        assert_eq!(get(&store, &names[0], at(KEPT + 2 * DAY)).await.unwrap(), Some(Vec::new()));
        assert_eq!(left(KEPT + 10 * DAY).await, 0);
    }
}
