//! The state that operators set: toggles and the log level, each with its operator, time and reason.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serenity::model::Timestamp;
use serenity::model::id::GuildId;

/// The content of the state file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The log level, if an operator changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<LogLevel>,
    #[serde(default)]
    pub(crate) toggles: Vec<Toggle>,
}

/// A log level, and its operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LogLevel {
    /// A level or filters; `None` for the ones that the bot was started with.
    pub(crate) level: Option<String>,
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    pub(crate) reason: Option<String>,
}

/// A toggle: a command, category or handler that was disabled or enabled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Toggle {
    #[serde(flatten)]
    pub(crate) target: Target,
    /// The guild it applies to, or `None` for a global toggle.
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) enabled: bool,
    /// The operator who set it.
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    pub(crate) reason: Option<String>,
}

/// The target of a toggle.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    Command(String),
    Category(String),
    Handler(String),
}

/// A change of a toggle.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) target: Target,
    /// The guild it applies to, or `None` for a global toggle.
    pub(crate) guild_id: Option<GuildId>,
    /// `None` removes the toggle, so the declaration in the program applies again.
    pub(crate) enabled: Option<bool>,
    /// The operator who asked for it.
    pub(crate) by: String,
    pub(crate) reason: Option<String>,
}

impl LogLevel {
    /// Creates a log level that is set now.
    pub(crate) fn new(level: Option<String>, by: String, reason: Option<String>) -> Self {
        Self { level, by, at: Timestamp::now(), reason }
    }
}

impl Target {
    /// The kind of the target, and its name.
    pub(crate) fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Command(name) => ("command", name),
            Self::Category(name) => ("category", name),
            Self::Handler(name) => ("handler", name),
        }
    }
}

impl State {
    /// Replaces the toggle of the same target in the same guild, and returns the new one.
    pub(crate) fn apply(&mut self, change: Change, at: Timestamp) -> Option<Toggle> {
        let Change { target, guild_id, enabled, by, reason } = change;
        self.toggles.retain(|toggle| (&toggle.target, toggle.guild_id) != (&target, guild_id));
        let toggle = Toggle { target, guild_id, enabled: enabled?, by, at, reason };
        self.toggles.push(toggle.clone());
        Some(toggle)
    }

    fn by_place(&self) -> HashMap<(&Target, Option<GuildId>), &Toggle> {
        self.toggles.iter().map(|toggle| ((&toggle.target, toggle.guild_id), toggle)).collect()
    }

    /// The log level, if an operator changed it.
    pub(crate) fn log_level(&self) -> Option<&str> {
        self.log.as_ref()?.level.as_deref()
    }

    /// The changes that lead from this state to a later one.
    pub(crate) fn changes<'a>(&'a self, later: &'a Self) -> Vec<Change> {
        let (known, kept) = (self.by_place(), later.by_place());
        let place = |toggle: &'a Toggle| (&toggle.target, toggle.guild_id);
        let new = later.toggles.iter().filter(|toggle| known.get(&place(toggle)) != Some(toggle));
        let new = new.cloned().map(|toggle| {
            let Toggle { target, guild_id, enabled, by, reason, .. } = toggle;
            Change { target, guild_id, enabled: Some(enabled), by, reason }
        });
        let removed = self.toggles.iter().filter(|toggle| !kept.contains_key(&place(toggle)));
        let removed = removed.map(|toggle| Change {
            target: toggle.target.clone(),
            guild_id: toggle.guild_id,
            enabled: None,
            // The file does not record who removed a toggle.
            by: "another process".to_owned(),
            reason: None,
        });
        new.chain(removed).collect()
    }

    /// The toggle of a target in a guild, or the global one.
    pub(crate) fn of(&self, target: &Target, guild_id: Option<GuildId>) -> Option<&Toggle> {
        self.toggles.iter().find(|toggle| toggle.target == *target && toggle.guild_id == guild_id)
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::Timestamp;

    use super::{Change, State, Target};

    fn change(target: &str, enabled: Option<bool>) -> Change {
        let target = Target::Command(target.to_owned());
        Change { target, guild_id: None, enabled, by: "me".to_owned(), reason: None }
    }

    #[test]
    fn a_target_has_one_toggle_in_each_guild() {
        let (mut state, now) = (State::default(), Timestamp::now());
        let hello = change("hello", None).target;
        state.apply(change("hello", Some(false)), now);
        state.apply(Change { guild_id: Some(1.into()), ..change("hello", Some(true)) }, now);
        state.apply(change("hello", Some(true)), now);
        assert_eq!(state.toggles.len(), 2);
        assert!(state.of(&hello, None).is_some_and(|toggle| toggle.enabled));
        assert_eq!(state.apply(change("hello", None), now), None);
        assert_eq!(state.of(&hello, None), None);
        assert_eq!(state.toggles.len(), 1);
    }

    #[test]
    fn the_difference_of_two_states_is_a_list_of_changes() {
        let (mut before, now) = (State::default(), Timestamp::now());
        before.apply(change("hello", Some(false)), now);
        let mut after = before.clone();
        after.apply(change("hello", None), now);
        after.apply(Change { guild_id: Some(1.into()), ..change("bye", Some(true)) }, now);
        let changes = before.changes(&after).into_iter();
        let changes: Vec<_> = changes.map(|one| (one.target, one.guild_id, one.enabled)).collect();
        let (hello, bye) = (change("hello", None).target, change("bye", None).target);
        assert_eq!(changes, [(bye, Some(1.into()), Some(true)), (hello, None, None)]);
    }
}
