//! The table of which commands, handlers and schedules are enabled, by their positions in the registry.

use std::collections::HashMap;

use serenity::model::id::GuildId;

use super::{State, Target, Toggle};

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
        let state = &by_target(state);
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
    fn new(state: &ByTarget<'_>, targets: &[Target], default: bool) -> Self {
        let mut slot = Self { global: default, guilds: HashMap::new() };
        let least_specific_first = targets.iter().rev();
        for toggle in least_specific_first.filter_map(|target| state.get(target)).flatten() {
            match toggle.guild_id {
                None => slot.global = toggle.enabled,
                Some(guild) => drop(slot.guilds.insert(guild, toggle.enabled)),
            }
        }
        slot
    }

    fn is_enabled(&self, guild: Option<GuildId>) -> bool {
        guild.and_then(|guild| self.guilds.get(&guild)).copied().unwrap_or(self.global)
    }
}

/// The toggles of each target, so that thousands of them are read once.
type ByTarget<'a> = HashMap<&'a Target, Vec<&'a Toggle>>;

fn by_target(state: &State) -> ByTarget<'_> {
    let mut targets = ByTarget::new();
    for toggle in &state.toggles {
        targets.entry(&toggle.target).or_default().push(toggle);
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::{CommandTarget, Slot, State, Table, Target, Targets, Toggle, by_target};
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
            let slot = Slot::new(&by_target(&state), &targets, true);
            (slot.is_enabled(None), slot.is_enabled(here), slot.is_enabled(there))
        };
        assert_eq!(set(&category, None, Some(false)), (false, false, false));
        assert_eq!(set(&command, None, Some(true)), (true, true, true));
        assert_eq!(set(&category, here, Some(false)), (true, false, true));
        assert_eq!(set(&command, None, None), (false, false, false));
        assert_eq!(set(&command, there, Some(true)), (false, false, true));
    }

    #[test]
    fn a_hundred_thousand_toggles_are_applied_in_linear_time() {
        let toggle = |number: u64| Toggle {
            target: Target::Command(format!("command{}", number % 100)),
            guild_id: Some((number + 1).into()),
            enabled: false,
            by: String::new(),
            at: serenity::model::Timestamp::now(),
            reason: None,
        };
        let state = State { toggles: (0..100_000).map(toggle).collect(), log: None };
        let command =
            |number| CommandTarget { key: format!("command{number}"), category: None, enabled: true };
        let targets = Targets { commands: (0..100).map(command).collect(), ..Targets::default() };
        let table = Table::new(&state, &targets);
        assert_eq!(
            (table.command(7, Some(8.into())), table.command(7, Some(9.into())), table.count_enabled()),
            (false, true, 100)
        );
        assert_eq!(State::default().changes(&state).len(), 100_000);
        assert_eq!(state.changes(&State::default()).len(), 100_000);
        assert!(state.changes(&state).is_empty());
    }
}
