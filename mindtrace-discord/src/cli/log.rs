//! `log`: writes into the file what a running bot logs within a second.

use super::call::LogOptions;
use super::show;
use crate::bot::{Bot, Error};
use crate::logging;
use crate::toggles::{LogLevel, StateError, Toggles};

pub(crate) fn log(bot: &Bot, options: LogOptions) -> Result<(), Error> {
    let state = |error: StateError| Error::State(error.to_string());
    let toggles = Toggles::open(bot.config.state.clone(), bot.registry.toggle_targets()).map_err(state)?;
    if let Some(level) = options.level {
        if bot.config.state.is_none() {
            return Err(Error::Refused(
                "DISCORD_STATE is off, so there is no file that a running bot could read.".to_owned(),
            ));
        }
        let level = Some(level).filter(|level| level != "reset");
        if level.as_deref().is_some_and(|level| !logging::is_written_well(level)) {
            return Err(Error::Refused(
                "That is no level. Write one such as debug, or filters such as info,my_bot=debug.".to_owned(),
            ));
        }
        let change = LogLevel::new(level, "command line".to_owned(), options.reason);
        toggles.set_log_level(change).map_err(state)?;
    }
    let kept = toggles.state().log.clone();
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
