//! Validates the whole program before a bot starts: names, limits, states, intents and texts.

mod groups;
mod lifecycle;
mod limits;
mod locales;
mod names;
mod shared;

use std::any::TypeId;
use std::collections::HashSet;

use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{ChannelId, GuildId};
use serenity::model::user::User;

use crate::command::{CommandSpec, Contexts, FunctionState, StateSpec};
use crate::locale::Locales;
use crate::problem::{Problem, Problems};
use crate::registry::Registry;
use crate::source::Source;
use crate::surface::Surface;

/// The configuration of a bot, for the rules that depend on it.
pub(crate) struct Requirements<'a> {
    pub(crate) states: &'a HashSet<TypeId>,
    /// States of a type that another one has.
    pub(crate) doubled: &'a [Problem],
    /// The states that the builder's checks and hooks borrow, and where each was added.
    pub(crate) functions: &'a [(FunctionState, Source)],
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
    let no_locales = Locales::default();
    let locales = requirements.map_or(&no_locales, |requirements| requirements.locales);
    limits::check(registry, locales, &mut problems);
    problems.extend(locales::check(locales, registry));
    if let Some(requirements) = requirements {
        problems.extend(requirements.doubled.iter().cloned());
        states(registry, requirements, &mut problems);
        intents(registry, requirements.intents, &mut problems);
    }
    Problems::check(problems)
}

/// Checks that every state that a handler borrows was supplied.
fn states(registry: &Registry, requirements: &Requirements<'_>, problems: &mut Vec<Problem>) {
    let supplied = requirements.states;
    let always = [TypeId::of::<crate::Context>(), TypeId::of::<User>()];
    let in_guilds = [TypeId::of::<GuildId>(), TypeId::of::<ChannelId>()];
    let mut check = |kind: &str, name: &str, source: Source, states: &[StateSpec], is_guild_only: bool| {
        for state in states {
            let (id, ty) = (state.id(), state.name());
            let message = match () {
                () if state.is_among(supplied) || always.contains(&id) => continue,
                () if !in_guilds.contains(&id) => format!(
                    "the {kind} `{name}` borrows `&{ty}`, which was not supplied; add `.state(…)` with a `{ty}` to the builder"
                ),
                () if is_guild_only => continue,
                () if kind.ends_with("command") => format!(
                    "the {kind} `{name}` borrows `&{ty}`, which direct messages do not have; add `guild_only`"
                ),
                () => format!(
                    "the {kind} `{name}` borrows `&{ty}`, which only commands can; ask the event or `ctx`"
                ),
            };
            problems.push(Problem { source, message });
        }
    };
    for command in registry.commands() {
        let is_guild_only = command.contexts() == Contexts::Guild;
        check("command", command.name, command.source, command.state, is_guild_only);
        let of_params = command.params.iter().filter_map(|param| param.suggest_state.as_ref());
        for function in command.function_state.iter().chain(of_params) {
            let kind = format!("function `{}` of the command", function.function);
            check(&kind, command.name, command.source, function.state, is_guild_only);
        }
    }
    for (function, source) in requirements.functions {
        check("function", function.function, *source, function.state, false);
    }
    for handler in registry.event_handlers() {
        check("handler", handler.name, handler.source, handler.state, false);
    }
    for schedule in registry.schedules() {
        check("schedule", schedule.name(), schedule.declared_at(), schedule.handler.state, false);
    }
}

/// Checks that every handler can run: one of its event's intents and all its extra intents are enabled.
fn intents(registry: &Registry, intents: GatewayIntents, problems: &mut Vec<Problem>) {
    let names = |intents: GatewayIntents| {
        intents.iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(" and ")
    };
    let commands = registry.commands().map(|command| (command.name, command.source, command.intents));
    let others = registry.event_handlers().chain(registry.schedules().map(|schedule| &schedule.handler));
    let extra = commands.chain(others.map(|handler| (handler.name, handler.source, handler.extra_intents)));
    for (name, source, wanted) in extra.filter(|(.., wanted)| !intents.contains(*wanted)) {
        let missing = names(wanted - intents);
        let message = format!("`{name}` needs {missing}, which DISCORD_INTENTS does not include");
        problems.push(Problem { source, message });
    }
    let is_prefix_only = |command: &&CommandSpec| command.surfaces == [Surface::Prefix];
    if !intents.intersects(GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES) {
        for command in registry.commands().filter(is_prefix_only) {
            let message = format!(
                "the command `{}` can never be called: DISCORD_INTENTS includes neither GUILD_MESSAGES nor DIRECT_MESSAGES",
                command.name
            );
            problems.push(Problem { source: command.source, message });
        }
    }
    for handler in registry.event_handlers() {
        // Without MESSAGE_CONTENT messages still arrive, only without their content.
        let needed = handler.intents - GatewayIntents::MESSAGE_CONTENT;
        if !needed.is_empty() && !needed.intersects(intents) {
            let message = format!(
                "the handler `{}` of `{}` can never run: DISCORD_INTENTS does not include {}",
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
