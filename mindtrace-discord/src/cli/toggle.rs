//! `toggle`: changes toggles in the file that a running bot reads within a second.

use super::call::ToggleOptions;
use super::show;
use crate::bot::{Bot, Error};
use crate::command::CommandSpec;
use crate::toggles::{Change, StateError, Target, Toggles};

pub(super) fn toggle(bot: &Bot, options: ToggleOptions) -> Result<(), Error> {
    let registry = &bot.registry;
    let failed = |error: StateError| Error::State(error.to_string());
    let toggles = Toggles::open(bot.config.state.clone(), registry.toggle_targets()).map_err(failed)?;
    let ToggleOptions { action, name, category, handler, guild, reason } = options;
    let Some((action, name)) = action.zip(name) else { return list(&toggles) };
    if bot.config.state.is_none() {
        return Err(Error::Refused(
            "DISCORD_STATE is off, so there is no file that a running bot could read.".to_owned(),
        ));
    }
    let (kind, target) = match (category, handler) {
        (true, _) => {
            ("category", registry.category_named(&name).map(|name| Target::Category(name.to_owned())))
        }
        (_, true) => ("handler", registry.handler_named(&name).map(|name| Target::Handler(name.to_owned()))),
        _ => {
            let command = registry.named(name.trim_start_matches('/'));
            ("command", command.map(CommandSpec::key).map(Target::Command))
        }
    };
    let target = target.ok_or_else(|| Error::Refused(format!("There is no {kind} `{name}`.")))?;
    let by = "command line".to_owned();
    let (guild_id, enabled) = (guild.map(Into::into), action.enabled());
    toggles.change(Change { target, guild_id, enabled, by, reason }).map_err(failed)?;
    list(&toggles)
}

/// Lists every toggle.
fn list(toggles: &Toggles) -> Result<(), Error> {
    let state = toggles.state();
    let rows: Vec<[String; 6]> = state
        .toggles
        .iter()
        .map(|toggle| {
            let (kind, name) = toggle.target.parts();
            let location =
                toggle.guild_id.map_or_else(|| "everywhere".to_owned(), |guild| format!("in {guild}"));
            let enabled = if toggle.enabled { "enabled" } else { "disabled" };
            let reason = toggle.reason.clone().unwrap_or_default();
            let (at, by) = (toggle.at.to_string(), toggle.by.clone());
            [format!("{kind} {name}"), enabled.to_owned(), location, at, by, reason]
        })
        .collect();
    if rows.is_empty() {
        return show::text("No toggles are set.\n");
    }
    show::text(&show::columns(&rows))
}
