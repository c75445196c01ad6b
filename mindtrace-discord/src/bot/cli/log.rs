//! `log`: writes into the file what a running bot logs within a second.

use super::call::LogOptions;
use super::{Bot, logging, show};
use crate::error::Error;
use crate::switches::{LogLevel, StateError, Switches};

pub(super) fn log(bot: &Bot, options: LogOptions) -> Result<(), Error> {
    let registry = &bot.registry;
    let state = |error: StateError| Error::State(error.to_string());
    let switches = Switches::open(bot.config.state.clone(), registry).map_err(state)?;
    if let Some(level) = options.level {
        if bot.config.state.is_none() {
            return Err(Error::Refused(
                "DISCORD_STATE is off: nothing is kept that a bot could obey.".to_owned(),
            ));
        }
        let level = Some(level).filter(|level| level != "reset");
        if level.as_deref().is_some_and(|level| !logging::is_written_well(level)) {
            return Err(Error::Refused(
                "That is no level. Write one such as debug, or filters such as info,my_bot=debug.".to_owned(),
            ));
        }
        let change = LogLevel::new(level, "command line".to_owned(), options.reason);
        switches.log(change, registry).map_err(state)?;
    }
    let kept = switches.state().log.clone();
    match kept.as_ref().and_then(|kept| Some((kept, kept.level.as_ref()?))) {
        Some((kept, level)) => {
            let row = [
                level.clone(),
                kept.at.to_string(),
                kept.by.clone(),
                kept.reason.clone().unwrap_or_default(),
            ];
            show::text(&show::columns(&[row]))
        }
        None => show::text("Logged is what the bot is started with.\n"),
    }
}
