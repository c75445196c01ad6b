//! Values in memory: the store of tests, and of bots without another one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::backend::{Answer, Backend, Scope, address};

/// Keeps values in memory, as long as the value itself exists.
///
/// Two bots of one test that share an `Arc` of it see the same values, as if one bot had been restarted:
///
/// ```
/// use std::sync::Arc;
///
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::MemoryStore;
///
/// let values = Arc::new(MemoryStore::default());
/// let (first, second) = (Bot::builder().store(values.clone()), Bot::builder().store(values));
/// ```
#[derive(Default)]
pub struct MemoryStore {
    values: Mutex<BTreeMap<String, String>>,
}

impl MemoryStore {
    fn values(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn replace(&self, address: String, value: Option<&str>) -> bool {
        let mut values = self.values();
        let before = match value {
            Some(value) => values.insert(address, value.to_owned()),
            None => values.remove(&address),
        };
        before.is_some()
    }

    fn compare_and_replace(&self, address: String, old: Option<&str>, new: Option<&str>) -> bool {
        let mut values = self.values();
        if values.get(&address).map(String::as_str) != old {
            return false;
        }
        match new {
            Some(new) => values.insert(address, new.to_owned()),
            None => values.remove(&address),
        };
        true
    }

    fn list(&self, scope: Scope, prefix: &str) -> Vec<(String, String)> {
        let (start, scope) = (address(scope, prefix), address(scope, "").len());
        let values = self.values();
        let found = values.range(start.clone()..).take_while(|(address, _)| address.starts_with(&start));
        found.filter_map(|(address, value)| Some((address.get(scope..)?.to_owned(), value.clone()))).collect()
    }
}

impl Backend for MemoryStore {
    fn get<'a>(&'a self, scope: Scope, key: &'a str) -> Answer<'a, Option<String>> {
        let found = self.values().get(&address(scope, key)).cloned();
        Box::pin(async move { Ok(found) })
    }

    fn put<'a>(&'a self, scope: Scope, key: &'a str, value: Option<&'a str>) -> Answer<'a, bool> {
        Box::pin(async move { Ok(self.replace(address(scope, key), value)) })
    }

    fn swap<'a>(
        &'a self,
        scope: Scope,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
    ) -> Answer<'a, bool> {
        Box::pin(async move { Ok(self.compare_and_replace(address(scope, key), old, new)) })
    }

    fn entries<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<(String, String)>> {
        Box::pin(async move { Ok(self.list(scope, prefix)) })
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be private.
        f.debug_struct("MemoryStore").field("values", &self.values().len()).finish()
    }
}
