//! The command line of a bot: runs and checks it, lists and registers its commands, and calls one.

mod call;
mod check;
mod commands;
mod exec;
mod log;
mod show;
mod state;
mod sync;
mod toggle;
mod words;

use self::call::{Call, Task};
#[cfg(feature = "sandbox")]
use crate::bot::Signals;
use crate::bot::{Bot, BotBuilder, Error};
use crate::logging;

/// # Run with a command line
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[tokio::main]
/// async fn main() -> Result<()> {
///     Ok(Bot::builder().cli().await?)
/// }
/// ```
impl BotBuilder {
    /// Runs the subcommand that the command line of the process names. Without one the bot runs: on Discord, or without a token in
    /// the sandbox (feature `sandbox`).
    ///
    /// | subcommand | |
    /// |---|---|
    /// | `run` | runs the bot on Discord; a token is needed |
    /// | `sandbox` | runs the bot in the sandbox, with a chat in the terminal |
    /// | `check` | checks commands, handlers and texts, and explains the intents |
    /// | `commands` | lists the commands, with `--json` for programs, with `--md` as a page |
    /// | `sync` | registers the commands with Discord; `--dry-run` shows the changes, `--check` reports them by the exit code |
    /// | `toggle` | disables and enables commands, categories, handlers and schedules; without arguments it lists all toggles |
    /// | `log` | changes the log level; without a level it shows the current one |
    /// | `exec` | calls one command and prints its answer |
    /// | `completions` | prints completions for a shell |
    ///
    /// An invalid command line ends the process with exit code 2, `--help` with 0.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run`]; [`Error::Discord`] when `sync` or `exec` cannot reach Discord,
    /// [`Error::Refused`] when a command called by `exec` is refused.
    pub async fn cli(self) -> Result<(), Error> {
        let call = Call::from_args();
        if let Some(Task::Completions { shell }) = &call.task {
            return show::completions(*shell);
        }
        Box::pin(carry_out(call, self.build()?)).await
    }
}

impl Bot {
    /// Does the same as [`BotBuilder::cli`], for a bot that is already built.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let bot = Bot::builder().build()?;
    /// let handle = bot.handle();
    /// bot.cli().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`BotBuilder::cli`].
    pub async fn cli(self) -> Result<(), Error> {
        Box::pin(carry_out(Call::from_args(), self)).await
    }
}

async fn carry_out(call: Call, bot: Bot) -> Result<(), Error> {
    if !matches!(call.task, None | Some(Task::Run)) {
        // The output is what counts here, so only errors are logged by default.
        logging::init(bot.config.log.as_deref().unwrap_or("error"));
    }
    match call.task {
        None => bot.run_or_sandbox().await,
        Some(Task::Run) => bot.run().await,
        #[cfg(feature = "sandbox")]
        Some(Task::Sandbox) => crate::sandbox::chat::run(bot, Signals::new()?).await,
        Some(Task::Check) => check::check(&bot),
        Some(Task::Commands(options)) => commands::list(&bot, &options),
        Some(Task::Sync(options)) => sync::sync(bot, options).await,
        Some(Task::Toggle(options)) => Box::pin(toggle::toggle(&bot, options)).await,
        Some(Task::Log(options)) => Box::pin(log::log(&bot, options)).await,
        Some(Task::Exec(options)) => Box::pin(exec::exec(bot, options)).await,
        Some(Task::Completions { shell }) => show::completions(shell),
    }
}
