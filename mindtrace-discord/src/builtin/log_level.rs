//! The built-in command `loglevel`, for the bot's owners.

use crate::args::Arguments;
use crate::command::{CommandItem, CommandSpec, ParamSpec, StateSpec};
use crate::context::Context;
use crate::error::{Result, UserError};
use crate::logging;
use crate::operations::not_changed;
use crate::reply::{Invoked, Reply, run};
use crate::toggles;

/// The command `loglevel`: `!loglevel debug`, `!loglevel info,my_bot=trace looking for it`, `!loglevel reset`.
#[derive(Debug)]
pub(crate) struct LogLevel {}

impl CommandItem for LogLevel {
    const SPEC: CommandSpec = CommandSpec::new("loglevel", "Change the log level.", Self::invoke)
        .help(
            "It takes effect at once and after a restart. A level such as `debug`, filters such as `info,my_bot=trace`, or `reset` to the \
             level the bot was started with.",
        )
        .category("General")
        .owners_only()
        .ephemeral()
        .params(
            const {
                &[
                    ParamSpec::of::<String>("level", "A level or filters, or reset"),
                    ParamSpec::of::<Option<String>>("reason", "Why").rest(),
                ]
            },
        )
        .state(const { &[StateSpec::of::<Context>("Context")] })
        .source(file!(), line!());

    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a> {
        run::<Result<Reply>, _>(log(ctx, args.take()?, args.take()?))
    }
}

async fn log(ctx: &Context, level: String, reason: Option<String>) -> Result<Reply> {
    let level = Some(level).filter(|level| level != "reset");
    if level.as_deref().is_some_and(|level| !logging::is_valid_filter(level)) {
        let error =
            "That is not a log level. Use a level such as `debug`, or filters such as `info,my_bot=debug`.";
        return Err(UserError::new(error).into());
    }
    if !logging::is_ours() {
        return Err(UserError::new(
            "This program has set up its own logging, so its level cannot be changed here.",
        )
        .into());
    }
    let author = ctx.author();
    let by = format!("{} ({})", author.name, author.id);
    let text = match &level {
        Some(level) => format!("The log level is `{level}` from now on."),
        None => "The log level is reset to the one the bot was started with.".to_owned(),
    };
    ctx.runtime().set_log_level(toggles::LogLevel::new(level, by, reason)).await.map_err(not_changed)?;
    Ok(Reply::new(text))
}
