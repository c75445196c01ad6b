//! `switch`: writes into the file that a running bot obeys within a second.

use super::call::SwitchOptions;
use super::{Bot, show};
use crate::error::Error;
use crate::switches::{self, Change, Switches, Target};

pub(super) fn switch(bot: &Bot, options: SwitchOptions) -> Result<(), Error> {
    let registry = &bot.registry;
    let state = |error: switches::StateError| Error::State(error.to_string());
    let switches = Switches::open(bot.config.state.clone(), registry).map_err(state)?;
    let SwitchOptions { what, to, category, handler, guild, reason } = options;
    let Some((what, to)) = what.zip(to) else { return list(&switches) };
    if bot.config.state.is_none() {
        return Err(Error::Refused(
            "DISCORD_STATE is off: nothing is kept that a bot could obey.".to_owned(),
        ));
    }
    let target = match (category, handler) {
        (true, _) => switches::category(registry, &what).map(|name| Target::Category(name.to_owned())),
        (_, true) => switches::handler(registry, &what).map(|name| Target::Handler(name.to_owned())),
        _ => switches::meant(registry, what.trim_start_matches('/')).map(switches::key).map(Target::Command),
    };
    let kind = if category {
        "category"
    } else if handler {
        "handler"
    } else {
        "command"
    };
    let target = target.ok_or_else(|| Error::Refused(format!("There is no {kind} `{what}`.")))?;
    let by = "command line".to_owned();
    let (guild_id, enabled) = (guild.map(Into::into), to.enabled());
    switches.switch(Change { target, guild_id, enabled, by, reason }, registry).map_err(state)?;
    list(&switches)
}

/// Everything that was switched.
fn list(switches: &Switches) -> Result<(), Error> {
    let state = switches.state();
    let rows: Vec<[String; 6]> = state
        .switches
        .iter()
        .map(|switch| {
            let (kind, name) = switch.target.parts();
            let place =
                switch.guild_id.map_or_else(|| "everywhere".to_owned(), |guild| format!("in {guild}"));
            let on = if switch.enabled { "on" } else { "off" };
            let reason = switch.reason.clone().unwrap_or_default();
            [format!("{kind} {name}"), on.to_owned(), place, switch.at.to_string(), switch.by.clone(), reason]
        })
        .collect();
    if rows.is_empty() {
        return show::text("Everything is as the program says.\n");
    }
    show::text(&show::columns(&rows))
}
