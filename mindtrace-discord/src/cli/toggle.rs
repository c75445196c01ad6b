//! `toggle`: changes toggles in the file or the Redis that a running bot reads.

use super::call::ToggleOptions;
use super::{show, state};
use crate::bot::{Bot, Error};
use crate::command::CommandSpec;
use crate::toggles::{Change, Target, Toggles};

pub(super) async fn toggle(bot: &Bot, options: ToggleOptions) -> Result<(), Error> {
    let registry = &bot.registry;
    let toggles = state::open(bot, None).await?;
    let ToggleOptions { action, name, category, handler, guild, reason } = options;
    let Some((action, name)) = action.zip(name) else { return list(&toggles) };
    state::check_is_kept(bot)?;
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
    let change = Change { target, guild_id, enabled, by, reason };
    let changed =
        if toggles.are_shared() { toggles.change_shared(change).await } else { toggles.change(change) };
    changed.map_err(|error| state::failed(&error))?;
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
