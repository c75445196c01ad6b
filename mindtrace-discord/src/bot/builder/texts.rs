//! Prefixes, help, languages and the version.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;

use super::BotBuilder;
use crate::builtin::help::{Help, HelpOptions};
use crate::locale::Locales;

/// # Set prefixes, help and languages
impl BotBuilder {
    /// Sets the prefix of text commands. Overrides `DISCORD_COMMAND_PREFIX`.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().prefix("?");
    /// ```
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        self.prefixes([prefix])
    }

    /// Sets several prefixes of text commands. Overrides `DISCORD_COMMAND_PREFIX`.
    ///
    /// Help shows the first one. Of two that fit, such as `!` and `!!`, the longer one counts.
    /// [`Context::used_prefix`](crate::Context::used_prefix) returns the one that a call begins with.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().prefixes(["!", "?"]);
    /// ```
    pub fn prefixes(mut self, prefixes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.prefixes = prefixes.into_iter().map(Into::into).collect();
        self
    }

    /// Sets prefixes of single guilds, which replace the bot's prefixes there; a mention of the bot still works. Several prefixes of one
    /// guild add up, to at most 25, and help shows the first one.
    ///
    /// [`Context::set_prefix`](crate::Context::set_prefix) and [`Context::set_prefixes`](crate::Context::set_prefixes) change them later,
    /// and stored prefixes replace these after a restart.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let guild = GuildId::new(81384788765712384);
    /// let bot = Bot::builder().guild_prefixes([(guild, "?".to_owned()), (guild, "$".to_owned())]);
    /// ```
    pub fn guild_prefixes(mut self, prefixes: impl IntoIterator<Item = (GuildId, String)>) -> Self {
        self.guild_prefixes.extend(prefixes);
        self
    }

    /// Adds the built-in command `help`, unless the program has a command of that name.
    ///
    /// It lists the commands that the caller can use, by category and paginated, and explains single commands with their doc comments.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # #[cfg(feature = "sandbox")]
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Show the price of tea.
    /// #[command(category = "Shop")]
    /// async fn price() -> &'static str {
    ///     "Three coins."
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<price>())
    /// # }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot().help()).await?;
    /// let help = sandbox.member("alice").await?.says("!help price").await?;
    /// assert!(help.raw.to_string().contains("Show the price of tea"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn help(self) -> Self {
        if self.registry.find("help").is_some() { self } else { self.command::<Help>() }
    }

    /// Adds the built-in command `help`, as [`help`](Self::help) does, with a footer or fields of yours, or visible to the caller only.
    ///
    /// ```
    /// use mindtrace_discord::help::HelpOptions;
    /// use mindtrace_discord::prelude::*;
    ///
    /// let options = HelpOptions::new().footer("Ask in #support for more.").ephemeral();
    /// let bot = Bot::builder().help_with(options);
    /// ```
    #[track_caller]
    pub fn help_with(self, options: HelpOptions) -> Self {
        self.help().replace_state(options)
    }

    /// Sets translations: of the names and descriptions of commands, and of the texts of [`Context::text`](crate::Context::text).
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().locales(Locales::new([("de", "command-price =\n    .name = preis")]));
    /// ```
    pub fn locales(mut self, locales: Locales) -> Self {
        self.locales = Arc::new(locales);
        self
    }

    /// Runs a prefix command again when its message is edited within this time after it was sent.
    ///
    /// The answers of the second run replace those of the first one, and surplus answers are deleted. A message that becomes a command
    /// by an edit is run. A message that is no command any more keeps its answers. Deleting the message deletes its answers. The newest
    /// thousand calls are tracked.
    ///
    /// The key `track_edits` of a command overrides this: `#[command(track_edits)]` alone runs one command again, within five minutes,
    /// and `track_edits = false` excludes one. [`Context::is_rerun`](crate::Context::is_rerun) tells a handler that it ran before.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # #[cfg(feature = "sandbox")]
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Repeat a text.
    /// #[command]
    /// async fn echo(#[arg(rest)] text: String) -> String {
    ///     text
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<echo>())
    /// # }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot().track_edits(Duration::from_mins(5))).await?;
    /// let alice = sandbox.member("alice").await?;
    /// let called = alice.posts("!echo gren").await?;
    /// let answer = alice.sees().await?;
    /// alice.edits(&called, "!echo green").await?;
    /// sandbox.settle().await?;
    /// assert_eq!(alice.looks_at(&answer).await?.content, "green");
    /// # Ok(())
    /// # }
    /// ```
    pub fn track_edits(mut self, within: Duration) -> Self {
        self.track_edits = Some(within);
        self
    }

    /// Sets the version of the bot, which the log, the status, the dashboard, `/docs` and tools for assistants show.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().version(env!("CARGO_PKG_VERSION"));
    /// ```
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }
}
