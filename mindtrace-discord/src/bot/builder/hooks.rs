//! Checks and hooks for all commands.

use super::{BotBuilder, here};
use crate::command::{AfterHandler, BeforeHandler, CheckHandler, ErrorHandler};

/// # Add checks and hooks for all commands
impl BotBuilder {
    /// Adds a check that every call must pass. It runs before the command's own checks.
    ///
    /// The check borrows `&Context` and states, as a command does. So do the hooks.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn is_welcome(ctx: &Context) -> Result<bool> {
    ///     if ctx.author().bot {
    ///         return Err(UserError::new("Bots cannot use this bot.").into());
    ///     }
    ///     Ok(true)
    /// }
    ///
    /// let bot = Bot::builder().check(is_welcome);
    /// ```
    #[track_caller]
    pub fn check<F, B>(mut self, check: F) -> Self
    where
        F: for<'a> CheckHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_check(check, here());
        self
    }

    /// Adds a hook that runs before every command whose gates have passed. An error keeps the command from running.
    ///
    /// Hooks run in the order in which they were added. Each may take five seconds.
    #[track_caller]
    pub fn before<F, B>(mut self, hook: F) -> Self
    where
        F: for<'a> BeforeHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_before(hook, here());
        self
    }

    /// Adds a hook that runs after every call of a command: answered, refused, failed or cancelled. It does not run for a call that
    /// `DISCORD_MAX_CALLS` left no room for.
    ///
    /// Hooks run in the reverse order of their addition. Each may take five seconds; an error is logged.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn count(ctx: &Context, outcome: &Outcome) {
    ///     println!("{:?} took {:?}", ctx.command().map(|command| command.name()), outcome.elapsed());
    /// }
    ///
    /// let bot = Bot::builder().after(count);
    /// ```
    #[track_caller]
    pub fn after<F, B>(mut self, hook: F) -> Self
    where
        F: for<'a> AfterHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_after(hook, here());
        self
    }

    /// Adds a hook that runs when a call of a command fails or is refused. Its reply replaces the framework's user message. It does not run
    /// for a call that `DISCORD_MAX_CALLS` left no room for. [`Reply::nothing`](crate::Reply::nothing) keeps the bot silent.
    ///
    /// Hooks run in the reverse order of their addition, and stop after one that replied. Each may take five seconds; an error is logged.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn soften(_: &Context, error: &CommandError) -> Option<&'static str> {
    ///     matches!(error, CommandError::Busy).then_some("One at a time, please.")
    /// }
    ///
    /// let bot = Bot::builder().on_error(soften);
    /// ```
    #[track_caller]
    pub fn on_error<F, B>(mut self, hook: F) -> Self
    where
        F: for<'a> ErrorHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_on_error(hook, here());
        self
    }
}
