//! What follows from the switches for each command, handler and schedule, by its place in the registry.

use std::collections::HashMap;

use serenity::model::id::GuildId;

use super::{State, Target, key};
use crate::registry::Registry;

/// Whether each thing is on, computed once for every change.
#[derive(Debug)]
pub(super) struct Table {
    commands: Vec<Slot>,
    handlers: Vec<Slot>,
    schedules: Vec<Slot>,
}

/// Whether one thing is on.
#[derive(Debug)]
struct Slot {
    everywhere: bool,
    /// Where it is not as everywhere.
    guilds: HashMap<GuildId, bool>,
}

impl Table {
    pub(super) fn new(state: &State, registry: &Registry) -> Self {
        let commands = registry.commands().map(|command| {
            let category = (!command.category.is_empty()).then(|| command.category.to_owned());
            let targets = [Some(Target::Command(key(command))), category.map(Target::Category)];
            Slot::new(state, &targets.into_iter().flatten().collect::<Vec<_>>(), !command.disabled)
        });
        let handler = |name: &str| Slot::new(state, &[Target::Handler(name.to_owned())], true);
        Self {
            commands: commands.collect(),
            handlers: registry.event_handlers().map(|one| handler(one.name)).collect(),
            schedules: registry.schedules().map(|one| handler(one.handler.name)).collect(),
        }
    }

    pub(super) fn command(&self, position: usize, guild: Option<GuildId>) -> bool {
        self.commands.get(position).is_some_and(|slot| slot.is_on(guild))
    }

    pub(super) fn handler(&self, position: usize, guild: Option<GuildId>) -> bool {
        self.handlers.get(position).is_some_and(|slot| slot.is_on(guild))
    }

    pub(super) fn schedule(&self, position: usize) -> bool {
        self.schedules.get(position).is_some_and(|slot| slot.is_on(None))
    }

    pub(super) fn commands_on(&self) -> usize {
        self.commands.iter().filter(|slot| slot.everywhere).count()
    }
}

impl Slot {
    /// What is said of a server counts before what is said of everywhere; in one place the first of `targets` counts.
    fn new(state: &State, targets: &[Target], default: bool) -> Self {
        let said =
            |guild| targets.iter().find_map(|target| state.of(target, guild)).map(|switch| switch.enabled);
        let everywhere = said(None).unwrap_or(default);
        let guilds = state.switches.iter().filter_map(|switch| switch.guild_id);
        let guilds = guilds.filter_map(|guild| Some((guild, said(Some(guild))?))).collect();
        Self { everywhere, guilds }
    }

    fn is_on(&self, guild: Option<GuildId>) -> bool {
        guild.and_then(|guild| self.guilds.get(&guild)).copied().unwrap_or(self.everywhere)
    }
}

#[cfg(test)]
mod tests {
    use super::{Slot, State, Target};
    use crate::switches::Change;

    #[test]
    fn the_nearer_switch_counts() {
        let mut state = State::default();
        let (command, category) = (Target::Command("a".to_owned()), Target::Category("Fun".to_owned()));
        let targets = [command.clone(), category.clone()];
        let (here, there) = (Some(1.into()), Some(2.into()));
        let mut set = |target: &Target, guild_id, enabled| {
            let change =
                Change { target: target.clone(), guild_id, enabled, by: String::new(), reason: None };
            state.switch(change, serenity::model::Timestamp::now());
            let slot = Slot::new(&state, &targets, true);
            (slot.is_on(None), slot.is_on(here), slot.is_on(there))
        };
        assert_eq!(set(&category, None, Some(false)), (false, false, false));
        assert_eq!(set(&command, None, Some(true)), (true, true, true));
        assert_eq!(set(&category, here, Some(false)), (true, false, true));
        assert_eq!(set(&command, None, None), (false, false, false));
        assert_eq!(set(&command, there, Some(true)), (false, false, true));
    }
}
