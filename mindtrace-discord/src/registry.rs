//! The registry of commands, event handlers and schedules: collected, sorted, validated, and then immutable.

mod collect;
mod nearest;

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

pub(crate) use self::nearest::nearest;
pub use crate::problem::{Problem, Problems};

use crate::command::{CommandItem, CommandKind, CommandSpec};
use crate::event::{EventItem, EventSpec, HttpEvent, HttpEventSpec, StoredEvent, StoredEventSpec};
use crate::limits::Counted;
use crate::schedule::{ScheduleItem, ScheduleSpec};
use crate::surface::Surface;
use crate::toggles::{CommandTarget, Targets};

/// The commands, event handlers and schedules of a program.
///
/// A test with this line finds problems that concern the whole program, such as two commands with the same name:
///
/// ```standalone_crate
/// # use mindtrace_discord::registry::Registry;
/// # fn main() -> Result<(), mindtrace_discord::registry::Problems> {
/// Registry::linked().validate()
/// # }
/// ```
///
/// The registry of some commands is made by hand, for a test:
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::{Registry, Surface};
/// use serde::{Deserialize, Serialize};
///
/// /// Say hello.
/// #[command(aliases("hi"))]
/// async fn hello() -> &'static str {
///     "Hello!"
/// }
///
/// #[on_event(MemberJoin)]
/// async fn count(_: &MemberJoin) {}
///
/// #[every("1h")]
/// async fn tidy() {}
///
/// #[derive(Event, Serialize, Deserialize)]
/// #[event(name = "reminder", http, stored)]
/// struct Reminder {
///     text: String,
/// }
///
/// # fn main() {
/// let registry = Registry::empty().command::<hello>().on_event::<count>().schedule::<tidy>();
/// assert_eq!(registry.find("hi").map(|command| command.name()), Some("hello"));
/// assert_eq!(registry.nearest("helo", Surface::Slash), ["hello"]);
/// assert_eq!((registry.commands().len(), registry.event_handlers().len(), registry.schedules().len()), (1, 1, 1));
/// let registry = registry.http_event::<Reminder>().stored_event::<Reminder>();
/// assert_eq!((registry.http_events().len(), registry.stored_events().len()), (1, 1));
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// Sorted by name.
    commands: Vec<Arc<CommandSpec>>,
    /// In the order in which handlers of one event start.
    handlers: Vec<EventSpec>,
    /// Sorted by source location.
    schedules: Vec<ScheduleSpec>,
    /// Sorted by name; `validate` reports equal names.
    http_events: Vec<HttpEventSpec>,
    /// Sorted by name; `validate` reports equal names.
    stored_events: Vec<StoredEventSpec>,
    /// Built at the first look-up, and anew after an addition.
    index: OnceLock<Index>,
}

/// The parts of a registry.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) commands: Vec<CommandSpec>,
    pub(crate) handlers: Vec<EventSpec>,
    pub(crate) schedules: Vec<ScheduleSpec>,
    pub(crate) http_events: Vec<HttpEventSpec>,
    pub(crate) stored_events: Vec<StoredEventSpec>,
}

impl Registry {
    /// Creates an empty registry, to which commands and handlers are added by hand.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Adds a command by hand, under the name of its function.
    #[must_use]
    pub fn command<C: CommandItem>(mut self) -> Self {
        insert(&mut self.commands, Arc::new(C::SPEC), |command| command_key(command));
        self.index.take();
        self
    }

    /// Adds an event handler by hand, under the name of its function.
    #[must_use]
    pub fn on_event<E: EventItem>(mut self) -> Self {
        insert(&mut self.handlers, E::SPEC, handler_key);
        self.index.take();
        self
    }

    /// Adds a schedule by hand, under the name of its function.
    #[must_use]
    pub fn schedule<S: ScheduleItem>(mut self) -> Self {
        insert(&mut self.schedules, S::SPEC, schedule_key);
        self.index.take();
        self
    }

    /// Adds by hand an event that other programs may raise.
    #[must_use]
    pub fn http_event<E: HttpEvent>(mut self) -> Self {
        insert(&mut self.http_events, E::SPEC, http_event_key);
        self.index.take();
        self
    }

    /// Adds by hand an event that [`Context::schedule`](crate::Context::schedule) accepts.
    #[must_use]
    pub fn stored_event<E: StoredEvent>(mut self) -> Self {
        insert(&mut self.stored_events, E::SPEC, stored_event_key);
        self.index.take();
        self
    }

    /// The commands, sorted by name.
    pub fn commands(&self) -> impl ExactSizeIterator<Item = &CommandSpec> {
        self.commands.iter().map(|command| &**command)
    }

    /// The event handlers. Those of one event are in the order in which they start.
    pub fn event_handlers(&self) -> impl ExactSizeIterator<Item = &EventSpec> {
        self.handlers.iter()
    }

    /// The schedules, sorted by source location.
    pub fn schedules(&self) -> impl ExactSizeIterator<Item = &ScheduleSpec> {
        self.schedules.iter()
    }

    /// The events that other programs may raise, sorted by name.
    pub fn http_events(&self) -> impl ExactSizeIterator<Item = &HttpEventSpec> {
        self.http_events.iter()
    }

    /// The events that [`Context::schedule`](crate::Context::schedule) accepts, sorted by name.
    pub fn stored_events(&self) -> impl ExactSizeIterator<Item = &StoredEventSpec> {
        self.stored_events.iter()
    }

    /// Returns the chat command with a name or alias. A command in a group is found by its whole path, such as `tag create`.
    pub fn find(&self, name: &str) -> Option<&CommandSpec> {
        self.position(name).map(|position| &*self.commands[position])
    }

    /// Returns the position of a command by its kind and name.
    pub(crate) fn position_of(&self, kind: CommandKind, name: &str) -> Option<usize> {
        match kind {
            CommandKind::Chat => self.position(name),
            // `get` is impossible: the key holds a `&'static str`, which `name` is not.
            _ => {
                let others = &self.index().others;
                others.iter().find(|((k, n), _)| *k == kind && *n == name).map(|(_, position)| *position)
            }
        }
    }

    /// The handlers of buttons and select menus.
    pub(crate) fn components(&self) -> impl Iterator<Item = &CommandSpec> {
        self.index()
            .components
            .iter()
            .filter_map(|position| self.commands.get(*position))
            .map(|command| &**command)
    }

    /// Returns the positions of the commands in a group; empty for an unknown group.
    pub(crate) fn members(&self, group: &str) -> &[usize] {
        self.index().groups.get(group).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns up to three commands of `surface` with a name similar to `name`, nearest first. Hidden commands and `name` itself
    /// are excluded.
    pub fn nearest(&self, name: &str, surface: Surface) -> Vec<&'static str> {
        nearest(name, self.commands().filter(|command| !command.hidden && command.is_offered_at(surface)))
    }

    /// Returns whether the registry has no commands, handlers or schedules.
    pub(crate) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.handlers.is_empty() && self.schedules.is_empty()
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.index().names.get(name).copied()
    }

    /// Returns the command at a [`position`](Self::position).
    pub(crate) fn at(&self, position: usize) -> Option<&Arc<CommandSpec>> {
        self.commands.get(position)
    }

    /// Returns whether an event has a handler.
    pub(crate) fn is_handled(&self, event: TypeId) -> bool {
        self.index().events.contains_key(&event)
    }

    /// Returns the handlers of an event with their positions, in the order in which they start.
    pub(crate) fn handlers(&self, event: TypeId) -> impl Iterator<Item = (usize, &EventSpec)> {
        let positions = self.index().events.get(&event).into_iter().flatten();
        positions.filter_map(|position| Some((*position, self.handlers.get(*position)?)))
    }

    /// Returns the event that other programs raise by a name.
    pub(crate) fn http_event_called(&self, name: &str) -> Option<&HttpEventSpec> {
        let position = self.http_events.binary_search_by_key(&name, |event| event.name).ok()?;
        self.http_events.get(position)
    }

    /// Returns the event that is stored under a name.
    pub(crate) fn stored_event_called(&self, name: &str) -> Option<&HttpEventSpec> {
        let position = self.stored_events.binary_search_by_key(&name, |event| event.0.name).ok()?;
        self.stored_events.get(position).map(|event| &event.0)
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

    /// The cooldowns of the commands.
    pub(crate) fn counted(&self) -> Vec<Counted> {
        self.commands().map(|command| Counted { key: command.key(), cooldown: command.cooldown }).collect()
    }

    /// Returns the command that an operator names. Chat commands take precedence over context menus and components, which may also
    /// be named with their kind, such as `component:vote`.
    pub(crate) fn named(&self, name: &str) -> Option<&CommandSpec> {
        let kinds = [CommandKind::Chat, CommandKind::User, CommandKind::Message, CommandKind::Component];
        let by_name = kinds.into_iter().find_map(|kind| self.position_of(kind, name));
        let found = by_name.and_then(|position| self.at(position)).map(|command| &**command);
        found.or_else(|| self.commands().find(|command| command.key() == name))
    }

    /// Returns the category that an operator names, as it is written in the program.
    pub(crate) fn category_named(&self, name: &str) -> Option<&'static str> {
        let mut categories = self.commands().map(|command| command.category);
        categories.find(|category| !category.is_empty() && category.eq_ignore_ascii_case(name))
    }

    /// Returns the name of the event handler or schedule that an operator names.
    pub(crate) fn handler_named(&self, name: &str) -> Option<&'static str> {
        let handlers = self.event_handlers().map(|handler| handler.name);
        let mut all = handlers.chain(self.schedules().map(|schedule| schedule.handler.name));
        all.find(|handler| *handler == name)
    }

    fn new(parts: Parts) -> Self {
        let Parts { mut commands, mut handlers, mut schedules, mut http_events, mut stored_events } = parts;
        // Link order differs between debug and release builds.
        commands.sort_by_key(command_key);
        // The same declaration registered at link time and by hand is one command.
        commands.dedup_by_key(|command| command_key(command));
        handlers.sort_by_key(handler_key);
        handlers.dedup_by_key(|handler| handler_key(handler));
        schedules.sort_by_key(schedule_key);
        schedules.dedup_by_key(|schedule| schedule_key(schedule));
        http_events.sort_by_key(http_event_key);
        http_events.dedup_by_key(|event| http_event_key(event));
        stored_events.sort_by_key(stored_event_key);
        stored_events.dedup_by_key(|event| stored_event_key(event));
        let commands = commands.into_iter().map(Arc::new).collect();
        Self { commands, handlers, schedules, http_events, stored_events, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.commands, &self.handlers))
    }

    /// Creates a registry of commands.
    #[cfg(test)]
    pub(crate) fn of(commands: Vec<CommandSpec>) -> Self {
        Self::new(Parts { commands, ..Parts::default() })
    }
}

/// The positions of commands and handlers in their lists.
#[derive(Clone, Debug)]
struct Index {
    /// Chat commands by name and alias. The first of two equal names wins; `validate` reports the conflict.
    names: HashMap<&'static str, usize>,
    /// Commands of other kinds, by kind and name.
    others: HashMap<(CommandKind, &'static str), usize>,
    /// The commands in each group, by the group's path. Aliases count.
    groups: HashMap<String, Vec<usize>>,
    components: Vec<usize>,
    /// The handlers of each event.
    events: HashMap<TypeId, Vec<usize>>,
}

impl Index {
    fn new(commands: &[Arc<CommandSpec>], handlers: &[EventSpec]) -> Self {
        let (mut names, mut others) = (HashMap::new(), HashMap::new());
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        let called = || commands.iter().enumerate().filter(|(_, command)| command.kind == CommandKind::Chat);
        // Names come before aliases, so an alias never shadows a command.
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
        for (position, handler) in handlers.iter().enumerate() {
            by_event.entry(handler.event_id).or_default().push(position);
        }
        Self { names, others, groups, components, events: by_event }
    }
}

// The same declaration has the same key, whether it is linked or added by hand.

fn command_key(command: &CommandSpec) -> impl Ord + use<> {
    (command.name, command.kind, command.source)
}

fn handler_key(handler: &EventSpec) -> impl Ord + use<> {
    (handler.order, handler.source, handler.name, handler.event)
}

fn schedule_key(schedule: &ScheduleSpec) -> impl Ord + use<> {
    (schedule.declared_at(), schedule.name())
}

fn http_event_key(event: &HttpEventSpec) -> impl Ord + use<> {
    (event.name, event.source)
}

fn stored_event_key(event: &StoredEventSpec) -> impl Ord + use<> {
    http_event_key(&event.0)
}

/// Inserts an item into a sorted list, unless it is there.
fn insert<T, K: Ord>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    if let Err(position) = list.binary_search_by_key(&key(&item), key) {
        list.insert(position, item);
    }
}
