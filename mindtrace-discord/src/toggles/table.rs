//! The table of which commands, handlers and schedules are enabled, by their positions in the registry.

use std::collections::HashMap;

use serenity::model::id::GuildId;

use super::{State, Target};

/// Everything in the program that has a toggle, in the order of the registry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    pub(crate) commands: Vec<CommandTarget>,
    pub(crate) handlers: Vec<&'static str>,
    pub(crate) schedules: Vec<&'static str>,
}

/// The part of a command that its toggle needs.
#[derive(Clone, Debug)]
pub(crate) struct CommandTarget {
    /// The command's name in the file.
    pub(crate) key: String,
    pub(crate) category: Option<&'static str>,
    /// Whether it is enabled without a toggle.
    pub(crate) enabled: bool,
}

/// Whether each target is enabled. Computed for every change.
#[derive(Debug)]
pub(super) struct Table {
    commands: Vec<Slot>,
    handlers: Vec<Slot>,
    schedules: Vec<Slot>,
}

/// Whether one target is enabled.
#[derive(Debug)]
struct Slot {
    global: bool,
    /// The overrides of guilds.
    guilds: HashMap<GuildId, bool>,
}

impl Table {
    pub(super) fn new(state: &State, targets: &Targets) -> Self {
        let commands = targets.commands.iter().map(|command| {
            let category = command.category.map(|category| Target::Category(category.to_owned()));
            let by_precedence = [Some(Target::Command(command.key.clone())), category];
            Slot::new(state, &by_precedence.into_iter().flatten().collect::<Vec<_>>(), command.enabled)
        });
        let handler = |name: &&str| Slot::new(state, &[Target::Handler((*name).to_owned())], true);
        Self {
            commands: commands.collect(),
            handlers: targets.handlers.iter().map(handler).collect(),
            schedules: targets.schedules.iter().map(handler).collect(),
        }
    }

    pub(super) fn command(&self, position: usize, guild: Option<GuildId>) -> bool {
        self.commands.get(position).is_some_and(|slot| slot.is_enabled(guild))
    }

    pub(super) fn handler(&self, position: usize, guild: Option<GuildId>) -> bool {
        self.handlers.get(position).is_some_and(|slot| slot.is_enabled(guild))
    }

    pub(super) fn schedule(&self, position: usize) -> bool {
        self.schedules.get(position).is_some_and(|slot| slot.is_enabled(None))
    }

    pub(super) fn count_enabled(&self) -> usize {
        self.commands.iter().filter(|slot| slot.global).count()
    }
}

impl Slot {
    /// A guild's toggle overrides the global one. Among toggles of one guild, or global ones, the first of `targets` wins.
    fn new(state: &State, targets: &[Target], default: bool) -> Self {
        let set =
            |guild| targets.iter().find_map(|target| state.of(target, guild)).map(|toggle| toggle.enabled);
        let global = set(None).unwrap_or(default);
        let guilds = state.toggles.iter().filter_map(|toggle| toggle.guild_id);
        let guilds = guilds.filter_map(|guild| Some((guild, set(Some(guild))?))).collect();
        Self { global, guilds }
    }

    fn is_enabled(&self, guild: Option<GuildId>) -> bool {
        guild.and_then(|guild| self.guilds.get(&guild)).copied().unwrap_or(self.global)
    }
}

#[cfg(test)]
mod tests {
    use super::{Slot, State, Target};
    use crate::toggles::Change;

    #[test]
    fn the_most_specific_toggle_counts() {
        let mut state = State::default();
        let (command, category) = (Target::Command("a".to_owned()), Target::Category("Fun".to_owned()));
        let targets = [command.clone(), category.clone()];
        let (here, there) = (Some(1.into()), Some(2.into()));
        let mut set = |target: &Target, guild_id, enabled| {
            let change =
                Change { target: target.clone(), guild_id, enabled, by: String::new(), reason: None };
            state.apply(change, serenity::model::Timestamp::now());
            let slot = Slot::new(&state, &targets, true);
            (slot.is_enabled(None), slot.is_enabled(here), slot.is_enabled(there))
        };
        assert_eq!(set(&category, None, Some(false)), (false, false, false));
        assert_eq!(set(&command, None, Some(true)), (true, true, true));
        assert_eq!(set(&category, here, Some(false)), (true, false, true));
        assert_eq!(set(&command, None, None), (false, false, false));
        assert_eq!(set(&command, there, Some(true)), (false, false, true));
    }
}
