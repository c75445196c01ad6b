//! The objects of a guild apart from channels, roles and members, as Discord's JSON.

use std::collections::BTreeMap;

use serde_json::Value;

/// The kind of an object of a guild.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Emoji,
    Sticker,
    Sound,
    ScheduledEvent,
    Stage,
    AutoModRule,
    Integration,
    Webhook,
    Entitlement,
}

/// The objects of a guild, by kind and id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Belongings(BTreeMap<(Kind, u64), Value>);

impl Belongings {
    pub(crate) fn insert(&mut self, kind: Kind, id: u64, json: Value) {
        self.0.insert((kind, id), json);
    }

    pub(crate) fn get_mut(&mut self, kind: Kind, id: u64) -> Option<&mut Value> {
        self.0.get_mut(&(kind, id))
    }

    pub(crate) fn remove(&mut self, kind: Kind, id: u64) -> Option<Value> {
        self.0.remove(&(kind, id))
    }

    /// Returns all objects of a kind, oldest first.
    pub(crate) fn all(&self, kind: Kind) -> Vec<Value> {
        self.0.range((kind, 0)..=(kind, u64::MAX)).map(|(_, json)| json.clone()).collect()
    }

    /// Changes all objects of a kind.
    pub(crate) fn change_all(&mut self, kind: Kind, change: impl Fn(&mut Value)) {
        self.0.range_mut((kind, 0)..=(kind, u64::MAX)).for_each(|(_, json)| change(json));
    }
}
