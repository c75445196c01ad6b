//! The rules that only the whole program can break.

mod groups;
mod lifecycle;
mod limits;
mod locales;
mod names;
mod shared;

use std::any::TypeId;
use std::collections::HashSet;

use serenity::model::gateway::GatewayIntents;

use crate::command::{CommandSpec, StateSpec};
use crate::locale::Locales;
use crate::problem::{Problem, Problems};
use crate::registry::Registry;
use crate::source::Source;
use crate::surface::Surface;

/// What a bot provides, for the rules that need to know.
pub(crate) struct Requirements<'a> {
    pub(crate) states: &'a HashSet<TypeId>,
    pub(crate) intents: GatewayIntents,
    pub(crate) locales: &'a Locales,
}

impl Registry {
    /// Checks everything that needs no running bot: names, aliases, and Discord's limits for the whole program.
    ///
    /// # Errors
    ///
    /// Every problem, each with its `file:line`.
    pub fn validate(&self) -> Result<(), Problems> {
        check(self, None)
    }
}

/// Checks every rule and reports every problem.
pub(crate) fn check(registry: &Registry, requirements: Option<&Requirements<'_>>) -> Result<(), Problems> {
    let mut problems = Vec::new();
    names::check(registry, &mut problems);
    groups::check(registry, &mut problems);
    shared::check(registry, &mut problems);
    lifecycle::check(registry, &mut problems);
    let speechless = Locales::default();
    let locales = requirements.map_or(&speechless, |requirements| requirements.locales);
    limits::check(registry, locales, &mut problems);
    problems.extend(locales::check(locales, registry));
    if let Some(requirements) = requirements {
        states(registry, requirements.states, &mut problems);
        intents(registry, requirements.intents, &mut problems);
    }
    Problems::check(problems)
}

/// Everything a handler borrows was handed over.
fn states(registry: &Registry, provided: &HashSet<TypeId>, problems: &mut Vec<Problem>) {
    let context = TypeId::of::<crate::Context>();
    let mut check = |what: &str, name: &str, source: Source, states: &[StateSpec]| {
        for state in states.iter().filter(|state| state.id() != context && !provided.contains(&state.id())) {
            let ty = state.name();
            let message = format!(
                "the {what} `{name}` borrows `&{ty}`, which nobody handed over; add `.state(…)` with a `{ty}` to the builder"
            );
            problems.push(Problem { source, message });
        }
    };
    for command in registry.commands() {
        check("command", command.name, command.source, command.state);
    }
    for handler in registry.event_handlers() {
        check("handler", handler.name, handler.source, handler.state);
    }
    for schedule in registry.schedules() {
        check("schedule", schedule.name(), schedule.declared_at(), schedule.handler.state);
    }
}

/// Every handler can run: Discord sends its event under some intent that is on, and tells what it asks for besides.
fn intents(registry: &Registry, intents: GatewayIntents, problems: &mut Vec<Problem>) {
    let names = |intents: GatewayIntents| {
        intents.iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(" and ")
    };
    let asking = registry.commands().map(|command| (command.name, command.source, command.intents));
    let others = registry.event_handlers().chain(registry.schedules().map(|schedule| &schedule.handler));
    let asking = asking.chain(others.map(|handler| (handler.name, handler.source, handler.extra_intents)));
    for (name, source, wanted) in asking.filter(|(.., wanted)| !intents.contains(*wanted)) {
        let left_out = names(wanted - intents);
        let message = format!("`{name}` asks for {left_out}, which DISCORD_INTENTS leaves out");
        problems.push(Problem { source, message });
    }
    let unheard = |command: &&CommandSpec| command.surfaces == [Surface::Prefix];
    if !intents.intersects(GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES) {
        for command in registry.commands().filter(unheard) {
            let message = format!(
                "the command `{}` can never be called: DISCORD_INTENTS leaves out GUILD_MESSAGES and DIRECT_MESSAGES",
                command.name
            );
            problems.push(Problem { source: command.source, message });
        }
    }
    for handler in registry.event_handlers() {
        // The content of messages is a matter of what they show, not of whether they come.
        let needed = handler.intents - GatewayIntents::MESSAGE_CONTENT;
        if !needed.is_empty() && !needed.intersects(intents) {
            let message = format!(
                "the handler `{}` of `{}` can never run: DISCORD_INTENTS leaves out {}",
                handler.name,
                handler.event,
                names(needed)
            );
            problems.push(Problem { source: handler.source, message });
        }
    }
}

#[cfg(test)]
mod tests;
