//! `log`: changes the log level in the file or the Redis that a running bot reads.

use super::call::LogOptions;
use super::{show, state};
use crate::bot::{Bot, Error};
use crate::logging;
use crate::toggles::LogLevel;

pub(crate) async fn log(bot: &Bot, options: LogOptions) -> Result<(), Error> {
    let toggles = state::open(bot, None).await?;
    if let Some(level) = options.level {
        state::check_is_kept(bot)?;
        let level = Some(level).filter(|level| level != "reset");
        if level.as_deref().is_some_and(|level| !logging::is_valid_filter(level)) {
            return Err(Error::Refused(
                "This is not a log level. Write one such as debug, or filters such as info,my_bot=debug."
                    .to_owned(),
            ));
        }
        let change = LogLevel::new(level, "command line".to_owned(), options.reason);
        let changed = if toggles.are_shared() {
            toggles.set_shared_log_level(change).await
        } else {
            toggles.set_log_level(change)
        };
        changed.map_err(|error| state::failed(&error))?;
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
