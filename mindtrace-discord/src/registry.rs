//! Every command, event handler and schedule of the program: collected, sorted, checked, and then fixed.

mod collect;
mod nearest;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use self::nearest::nearest;
pub use crate::problem::{Problem, Problems};

use crate::command::{CommandItem, CommandKind, CommandSpec};
use crate::event::{EventItem, EventSpec, HttpEvent, HttpEventSpec};
use crate::limits::Counted;
use crate::schedule::{ScheduleItem, ScheduleSpec};
use crate::surface::Surface;
use crate::toggles::{CommandTarget, Targets};

/// Every command, event handler and schedule of the program.
///
/// This one line in a test finds what only the whole program can show, such as two commands of one name:
///
/// ```standalone_crate
/// # use mindtrace_discord::registry::Registry;
/// # fn main() -> Result<(), mindtrace_discord::registry::Problems> {
/// Registry::linked().validate()
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Registry {
    commands: Vec<Arc<CommandSpec>>,
    /// Names and aliases of commands called by name to the place in `commands`. Where a name stands twice the first
    /// keeps it; `validate` reports it.
    names: HashMap<&'static str, usize>,
    /// The same for the other kinds, which Discord keeps apart.
    others: HashMap<(CommandKind, &'static str), usize>,
    /// The names of groups, aliases included, to the places of the commands below.
    groups: HashMap<String, Vec<usize>>,
    /// The places of the components.
    components: Vec<usize>,
    /// In the order in which handlers of one event start.
    handlers: Vec<EventSpec>,
    /// The places of the handlers of each event.
    events: HashMap<TypeId, Vec<usize>>,
    schedules: Vec<ScheduleSpec>,
    /// By their names; where one stands twice the first keeps it, and `validate` reports it.
    http_events: Vec<HttpEventSpec>,
}

/// What a registry is made of.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) commands: Vec<CommandSpec>,
    pub(crate) handlers: Vec<EventSpec>,
    pub(crate) schedules: Vec<ScheduleSpec>,
    pub(crate) http_events: Vec<HttpEventSpec>,
}

impl Registry {
    /// A registry of what is added by hand.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Adds a command by hand, under the name of its function.
    #[must_use]
    pub fn command<C: CommandItem>(self) -> Self {
        let mut parts = self.into_parts();
        parts.commands.push(C::SPEC);
        Self::new(parts)
    }

    /// Adds an event handler by hand, under the name of its function.
    #[must_use]
    pub fn on_event<E: EventItem>(self) -> Self {
        let mut parts = self.into_parts();
        parts.handlers.push(E::SPEC);
        Self::new(parts)
    }

    /// Adds a schedule by hand, under the name of its function.
    #[must_use]
    pub fn schedule<S: ScheduleItem>(self) -> Self {
        let mut parts = self.into_parts();
        parts.schedules.push(S::SPEC);
        Self::new(parts)
    }

    /// Adds an event that programs outside may raise by hand.
    #[must_use]
    pub fn http_event<E: HttpEvent>(self) -> Self {
        let mut parts = self.into_parts();
        parts.http_events.push(E::SPEC);
        Self::new(parts)
    }

    /// The commands, sorted by name.
    pub fn commands(&self) -> impl ExactSizeIterator<Item = &CommandSpec> {
        self.commands.iter().map(|command| &**command)
    }

    /// The event handlers, in the order in which those of one event start.
    pub fn event_handlers(&self) -> impl ExactSizeIterator<Item = &EventSpec> {
        self.handlers.iter()
    }

    /// The schedules, sorted by where they were declared.
    pub fn schedules(&self) -> impl ExactSizeIterator<Item = &ScheduleSpec> {
        self.schedules.iter()
    }

    /// The events that programs outside may raise, sorted by name.
    pub fn http_events(&self) -> impl ExactSizeIterator<Item = &HttpEventSpec> {
        self.http_events.iter()
    }

    /// The command called by this name or alias; one in a group by its whole path, such as `tag create`.
    pub fn find(&self, name: &str) -> Option<&CommandSpec> {
        self.position(name).map(|position| &*self.commands[position])
    }

    /// The command that stands in a context menu under this name, or the component of this name.
    pub(crate) fn position_of(&self, kind: CommandKind, name: &str) -> Option<usize> {
        match kind {
            CommandKind::Chat => self.position(name),
            // The key borrows for as long as the map does, and a name from outside does not.
            _ => {
                self.others.iter().find(|((k, n), _)| *k == kind && *n == name).map(|(_, position)| *position)
            }
        }
    }

    /// The handlers of buttons and select menus.
    pub(crate) fn components(&self) -> impl Iterator<Item = &CommandSpec> {
        self.components.iter().filter_map(|position| self.commands.get(*position)).map(|command| &**command)
    }

    /// The commands below a group, by their places; empty when there is no such group.
    pub(crate) fn members(&self, group: &str) -> &[usize] {
        self.groups.get(group).map(Vec::as_slice).unwrap_or_default()
    }

    /// Up to three commands offered at `surface` whose name is much like `name`, nearest first; hidden ones are not told, nor is
    /// `name` itself.
    pub fn nearest(&self, name: &str, surface: Surface) -> Vec<&'static str> {
        nearest(name, self.commands().filter(|command| !command.hidden && command.is_offered_at(surface)))
    }

    /// Whether there is nothing that could run.
    pub(crate) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.handlers.is_empty() && self.schedules.is_empty()
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The command at a place that [`position`](Self::position) gave.
    pub(crate) fn at(&self, position: usize) -> Option<&Arc<CommandSpec>> {
        self.commands.get(position)
    }

    /// Whether an event has a handler.
    pub(crate) fn is_handled(&self, event: TypeId) -> bool {
        self.events.contains_key(&event)
    }

    /// The handlers of one event with their places, in the order in which they start.
    pub(crate) fn handlers(&self, event: TypeId) -> impl Iterator<Item = (usize, &EventSpec)> {
        let positions = self.events.get(&event).into_iter().flatten();
        positions.filter_map(|position| Some((*position, self.handlers.get(*position)?)))
    }

    /// The event that programs outside raise by this name.
    pub(crate) fn http_event_called(&self, name: &str) -> Option<&HttpEventSpec> {
        let position = self.http_events.binary_search_by_key(&name, |event| event.name).ok()?;
        self.http_events.get(position)
    }

    /// Everything that has a toggle.
    pub(crate) fn toggle_targets(&self) -> Targets {
        let commands = self.commands().map(|command| CommandTarget {
            key: command.key(),
            category: (!command.category.is_empty()).then_some(command.category),
            enabled: !command.disabled,
        });
        Targets {
            commands: commands.collect(),
            handlers: self.event_handlers().map(|handler| handler.name).collect(),
            schedules: self.schedules().map(|schedule| schedule.handler.name).collect(),
        }
    }

    /// The commands, as far as their uses are counted.
    pub(crate) fn counted(&self) -> Vec<Counted> {
        self.commands().map(|command| Counted { key: command.key(), cooldown: command.cooldown }).collect()
    }

    /// The command that an operator names. Commands called by name come first, then context menus and components, which may also
    /// be written with their kind in front, such as `component:vote`.
    pub(crate) fn named(&self, name: &str) -> Option<&CommandSpec> {
        let kinds = [CommandKind::Chat, CommandKind::User, CommandKind::Message, CommandKind::Component];
        let by_name = kinds.into_iter().find_map(|kind| self.position_of(kind, name));
        let found = by_name.and_then(|position| self.at(position)).map(|command| &**command);
        found.or_else(|| self.commands().find(|command| command.key() == name))
    }

    /// The category that an operator names, as it is written in the program.
    pub(crate) fn category_named(&self, name: &str) -> Option<&'static str> {
        let mut categories = self.commands().map(|command| command.category);
        categories.find(|category| !category.is_empty() && category.eq_ignore_ascii_case(name))
    }

    /// The event handler or schedule that an operator names.
    pub(crate) fn handler_named(&self, name: &str) -> Option<&'static str> {
        let handlers = self.event_handlers().map(|handler| handler.name);
        let mut all = handlers.chain(self.schedules().map(|schedule| schedule.handler.name));
        all.find(|handler| *handler == name)
    }

    fn new(parts: Parts) -> Self {
        let Parts { mut commands, handlers: mut events, mut schedules, mut http_events } = parts;
        // Link order differs between debug and release, so nothing may depend on it.
        commands.sort_by_key(|command| (command.name, command.kind, command.source));
        // The same declaration registered at link time and by hand is one command.
        commands.dedup_by_key(|command| (command.name, command.kind, command.source));
        events.sort_by_key(|event| (event.order, event.source, event.name, event.event));
        events.dedup_by_key(|event| (event.order, event.source, event.name, event.event));
        schedules.sort_by_key(|schedule| (schedule.declared_at(), schedule.name()));
        schedules.dedup_by_key(|schedule| (schedule.declared_at(), schedule.name()));
        http_events.sort_by_key(|event| (event.name, event.source));
        http_events.dedup_by_key(|event| (event.name, event.source));
        let commands: Vec<Arc<CommandSpec>> = commands.into_iter().map(Arc::new).collect();
        let (mut names, mut others) = (HashMap::new(), HashMap::new());
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        let called = || commands.iter().enumerate().filter(|(_, command)| command.kind == CommandKind::Chat);
        // Names before aliases: an alias never hides a command.
        for (position, command) in called() {
            names.entry(command.name).or_insert(position);
        }
        for (position, command) in called() {
            for alias in command.aliases {
                names.entry(*alias).or_insert(position);
            }
        }
        for (position, command) in called().filter(|(_, command)| !command.groups.is_empty()) {
            for path in std::iter::once(&command.name).chain(command.aliases) {
                for (end, _) in path.match_indices(' ') {
                    let members = groups.entry(path[..end].to_owned()).or_default();
                    if !members.contains(&position) {
                        members.push(position);
                    }
                }
            }
        }
        for (position, command) in commands.iter().enumerate() {
            if command.kind != CommandKind::Chat {
                others.entry((command.kind, command.name)).or_insert(position);
            }
        }
        let components = commands.iter().enumerate();
        let components = components.filter(|(_, command)| command.kind == CommandKind::Component);
        let components = components.map(|(position, _)| position).collect();
        let mut by_event: HashMap<TypeId, Vec<usize>> = HashMap::new();
        for (position, handler) in events.iter().enumerate() {
            by_event.entry(handler.event_id).or_default().push(position);
        }
        Self {
            commands,
            names,
            others,
            groups,
            components,
            handlers: events,
            events: by_event,
            schedules,
            http_events,
        }
    }

    /// A registry of specs made by hand.
    #[cfg(test)]
    pub(crate) fn of(commands: Vec<CommandSpec>) -> Self {
        Self::new(Parts { commands, ..Parts::default() })
    }

    fn into_parts(self) -> Parts {
        Parts {
            commands: self.commands.iter().map(|command| **command).collect(),
            handlers: self.handlers,
            schedules: self.schedules,
            http_events: self.http_events,
        }
    }
}
