//! `log`: changes the log level in the file that a running bot reads within a second.

use super::call::LogOptions;
use super::show;
use crate::bot::{Bot, Error};
use crate::logging;
use crate::toggles::{LogLevel, StateError, Toggles};

pub(crate) fn log(bot: &Bot, options: LogOptions) -> Result<(), Error> {
    let failed = |error: StateError| Error::State(error.to_string());
    let toggles = Toggles::open(bot.config.state.clone(), bot.registry.toggle_targets()).map_err(failed)?;
    if let Some(level) = options.level {
        if bot.config.state.is_none() {
            return Err(Error::Refused(
                "DISCORD_STATE is off, so there is no file that a running bot could read.".to_owned(),
            ));
        }
        let level = Some(level).filter(|level| level != "reset");
        if level.as_deref().is_some_and(|level| !logging::is_valid_filter(level)) {
            return Err(Error::Refused(
                "This is not a log level. Write one such as debug, or filters such as info,my_bot=debug."
                    .to_owned(),
            ));
        }
        let change = LogLevel::new(level, "command line".to_owned(), options.reason);
        toggles.set_log_level(change).map_err(failed)?;
    }
    let stored = toggles.state().log.clone();
    match stored.as_ref().and_then(|stored| Some((stored, stored.level.as_ref()?))) {
        Some((stored, level)) => {
            let row = [
                level.clone(),
                stored.at.to_string(),
                stored.by.clone(),
                stored.reason.clone().unwrap_or_default(),
            ];
            show::text(&show::columns(&[row]))
        }
        None => show::text("No log level is set; the bot uses the one it was started with.\n"),
    }
}
