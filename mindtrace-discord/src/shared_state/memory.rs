//! Shared state in memory, for tests.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{Answer, QUEUE, SharedState};

/// Keeps the state of several bots in one process.
#[derive(Debug, Default)]
pub(crate) struct MemoryState(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    /// The texts, and when they expire.
    texts: HashMap<String, (String, Option<Instant>)>,
    /// The holders of each key, and when they end.
    holders: HashMap<String, HashMap<String, Instant>>,
    channels: HashMap<String, Vec<mpsc::Sender<String>>>,
}

impl MemoryState {
    fn table(&self) -> MutexGuard<'_, Table> {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        table.texts.retain(|_, (_, end)| end.is_none_or(|end| end > now));
        for holders in table.holders.values_mut() {
            holders.retain(|_, end| *end > now);
        }
        table
    }
}

impl SharedState for MemoryState {
    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<String>> {
        let found = self.table().texts.get(key).map(|(text, _)| text.clone());
        Box::pin(async move { Ok(found) })
    }

    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
        expires: Option<Duration>,
    ) -> Answer<'a, bool> {
        let mut table = self.table();
        let is_old = table.texts.get(key).map(|(text, _)| text.as_str()) == old;
        if is_old {
            match new {
                Some(new) => {
                    let end = expires.map(|expires| Instant::now() + expires);
                    table.texts.insert(key.to_owned(), (new.to_owned(), end));
                }
                None => drop(table.texts.remove(key)),
            }
        }
        Box::pin(async move { Ok(is_old) })
    }

    fn hold<'a>(&'a self, key: &'a str, holder: &'a str, limit: u32, expires: Duration) -> Answer<'a, bool> {
        let mut table = self.table();
        let holders = table.holders.entry(key.to_owned()).or_default();
        let holds = holders.contains_key(holder) || holders.len() < limit as usize;
        if holds {
            holders.insert(holder.to_owned(), Instant::now() + expires);
        }
        Box::pin(async move { Ok(holds) })
    }

    fn release<'a>(&'a self, key: &'a str, holder: &'a str) -> Answer<'a, ()> {
        if let Some(holders) = self.table().holders.get_mut(key) {
            holders.remove(holder);
        }
        Box::pin(async { Ok(()) })
    }

    fn holders<'a>(&'a self, key: &'a str) -> Answer<'a, Vec<String>> {
        let holders = self.table().holders.get(key).cloned().unwrap_or_default();
        let mut holders: Vec<_> = holders.into_iter().collect();
        holders.sort_by_key(|(_, end)| *end);
        Box::pin(async move { Ok(holders.into_iter().map(|(holder, _)| holder).collect()) })
    }

    fn publish<'a>(&'a self, channel: &'a str, text: &'a str) -> Answer<'a, u64> {
        let mut table = self.table();
        let subscribers = table.channels.entry(channel.to_owned()).or_default();
        subscribers.retain(|subscriber| subscriber.try_send(text.to_owned()).is_ok());
        let count = subscribers.len() as u64;
        Box::pin(async move { Ok(count) })
    }

    fn subscribe(&self, channel: &str) -> mpsc::Receiver<String> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        self.table().channels.entry(channel.to_owned()).or_default().push(sender);
        receiver
    }
}
