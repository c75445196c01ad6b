//! The guilds that have prefixes of their own, and the form of these in the store.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serenity::model::id::GuildId;

/// The guilds that have prefixes of their own.
#[derive(Debug, Default)]
pub(super) struct Guilds {
    /// None of the lists is empty.
    prefixes: HashMap<GuildId, Arc<[Arc<str>]>>,
    /// The bytes that their prefixes begin with.
    first_bytes: HashSet<u8>,
}

impl Guilds {
    pub(super) fn new(prefixes: impl IntoIterator<Item = (GuildId, Vec<String>)>) -> Self {
        let mut guilds = Self::default();
        guilds.change(prefixes);
        guilds
    }

    /// Returns the prefixes of a guild, if it has its own.
    pub(super) fn of(&self, guild_id: GuildId) -> Option<Arc<[Arc<str>]>> {
        self.prefixes.get(&guild_id).map(Arc::clone)
    }

    /// Returns whether a text begins as one of the prefixes does.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        text.bytes().next().is_some_and(|first| self.first_bytes.contains(&first))
    }

    /// Replaces the prefixes of guilds. An empty list removes them.
    pub(super) fn change(&mut self, changes: impl IntoIterator<Item = (GuildId, Vec<String>)>) {
        for (guild_id, prefixes) in changes {
            if prefixes.is_empty() {
                self.prefixes.remove(&guild_id);
            } else {
                self.prefixes.insert(guild_id, prefixes.into_iter().map(Into::into).collect());
            }
        }
        let all = self.prefixes.values().flat_map(|prefixes| prefixes.iter());
        self.first_bytes = all.filter_map(|prefix| prefix.bytes().next()).collect();
    }
}

/// The prefixes of a guild as the store has them. One prefix is a text, as before a guild could have several.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(in crate::runtime::settings) enum Stored {
    Removed,
    One(String),
    Several(Vec<String>),
}

impl Stored {
    pub(in crate::runtime::settings) fn new(prefixes: &[String]) -> Self {
        match prefixes {
            [] => Self::Removed,
            [one] => Self::One(one.clone()),
            several => Self::Several(several.to_vec()),
        }
    }

    pub(super) fn into_prefixes(self) -> Vec<String> {
        match self {
            Self::Removed => Vec::new(),
            Self::One(one) => vec![one],
            Self::Several(several) => several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Stored;

    #[test]
    fn one_prefix_is_stored_as_before() {
        for (prefixes, json) in
            [(vec![], "null"), (vec!["?"], r#""?""#), (vec!["?", "\"", "ä"], r#"["?","\"","ä"]"#)]
        {
            let prefixes: Vec<String> = prefixes.into_iter().map(str::to_owned).collect();
            let stored = Stored::new(&prefixes);
            assert_eq!(serde_json::to_string(&stored).unwrap(), json);
            assert_eq!(serde_json::from_str::<Stored>(json).unwrap().into_prefixes(), prefixes);
        }
        for other in ["7", "[7]", "{}", "[null]"] {
            assert!(serde_json::from_str::<Stored>(other).is_err(), "{other}");
        }
    }
}
