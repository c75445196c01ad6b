//! Values that a handler keeps: the store, and the prefix of the guild.

use std::sync::Arc;

use super::Context;
use crate::component::{ComponentId, fits};
use crate::runtime::settings::prefixes::PrefixError;
use crate::runtime::stored_ids;
use crate::store::{Store, StoreError};

/// # State and storage
impl Context {
    /// The state of type `T` that was supplied with `.state(T)`, if any. A handler usually borrows it as a parameter, `&T`, which is
    /// checked when the bot starts.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// struct Website(String);
    ///
    /// /// Show the website, if there is one.
    /// #[command]
    /// async fn website(ctx: &Context) -> String {
    ///     ctx.state::<Website>().map_or("There is none.".to_owned(), |website| website.0.clone())
    /// }
    ///
    /// let bot = Bot::builder().state(Website("https://example.com".to_owned()));
    /// ```
    #[doc(alias = "data")]
    pub fn state<T: 'static>(&self) -> Option<&T> {
        self.inner.runtime.states.get::<T>()
    }

    /// The values that the bot keeps for guilds, users, members and itself: settings, levels, balances. `DISCORD_STORE` says where.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Work for a few coins.
    /// #[command(guild_only, cooldown = "1h")]
    /// async fn work(ctx: &Context, guild: &GuildId) -> Result<String> {
    ///     let coins = ctx.store().member(*guild, ctx.author().id).increment("coins", 5).await?;
    ///     Ok(format!("You have {coins} coins now."))
    /// }
    /// ```
    pub fn store(&self) -> &Store {
        &self.runtime().store
    }

    /// Stores the values of a custom id that is too long, and returns a shorter one. Called by generated code.
    ///
    /// # Errors
    ///
    /// Those of the store; [`StoreError::ValueTooLarge`] for more than 64 KiB.
    #[doc(hidden)]
    pub async fn stored_id(&self, mut id: ComponentId) -> Result<ComponentId, StoreError> {
        if fits(&id) {
            return Ok(id);
        }
        let (store, now) = (self.store(), self.runtime().clock.timestamp());
        id.stored = Some(stored_ids::put(store, std::mem::take(&mut id.values), now).await?);
        if stored_ids::is_sweep_due() {
            let store = store.clone();
            // In a task of its own, so that this caller waits for no values of others.
            self.runtime().spawn_tracked(async move {
                if let Err(error) = stored_ids::sweep(&store, now).await {
                    tracing::warn!(%error, "expired values of custom ids could not be removed");
                }
            });
        }
        Ok(id)
    }

    /// The prefix of text commands here: the first of the guild's own prefixes, or of the bot's.
    ///
    /// A guild's members may choose a prefix with a backtick, which ends a code span of Markdown with one backtick: where that matters, put
    /// two around it, such as ``` `` `help `` ```. The built-in help does so.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show how to call me.
    /// #[command]
    /// async fn hint(ctx: &Context) -> String {
    ///     format!("Commands begin with `{}`, such as `{}help`.", ctx.prefix(), ctx.prefix())
    /// }
    /// ```
    pub fn prefix(&self) -> Arc<str> {
        self.runtime().settings.prefixes.of(self.guild_id())
    }

    /// All prefixes of text commands here: the guild's own, or the bot's. The first one is that of [`prefix`](Self::prefix).
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// List the prefixes.
    /// #[command]
    /// async fn prefixes(ctx: &Context) -> String {
    ///     format!("Commands begin with {}", ctx.prefixes().join(" or "))
    /// }
    /// ```
    pub fn prefixes(&self) -> Arc<[Arc<str>]> {
        self.runtime().settings.prefixes.all_of(self.guild_id())
    }

    /// Sets the prefix of this guild, or removes it, so that the bot's prefixes apply. A mention of the bot always works as a prefix.
    ///
    /// The prefix is kept in the [store](Self::store), which is read when the bot starts. Other processes that share the store and
    /// `DISCORD_REDIS_URL` obey it within a second.
    ///
    /// ```no_run
    /// use mindtrace_discord::PrefixError;
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Set the prefix of this server, or remove it.
    /// #[command(guild_only, permissions(MANAGE_GUILD))]
    /// async fn prefix(ctx: &Context, prefix: Option<String>) -> Result<String> {
    ///     match ctx.set_prefix(prefix.as_deref()).await {
    ///         Err(PrefixError::Unusable(reason)) => Ok(format!("I cannot use that prefix: {reason}.")),
    ///         set => set.map(|()| format!("Commands begin with `{}` now.", ctx.prefix())).map_err(Into::into),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`PrefixError`] outside a guild, for an invalid prefix, or if it cannot be stored; then nothing changes.
    pub async fn set_prefix(&self, prefix: Option<&str>) -> Result<(), PrefixError> {
        self.set_prefixes(prefix).await
    }

    /// Sets several prefixes of this guild, at most 25, in place of those that it has. Each of them works, and help shows the first one. Of
    /// two that fit, such as `!` and `!!`, the longer one counts. No prefixes at all: the bot's apply.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Set the prefixes of this server.
    /// #[command(guild_only, permissions(MANAGE_GUILD))]
    /// async fn prefixes(ctx: &Context, new: Vec<String>) -> Result<String> {
    ///     ctx.set_prefixes(new).await?;
    ///     Ok(format!("Commands begin with {} now.", ctx.prefixes().join(" or ")))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`set_prefix`](Self::set_prefix).
    pub async fn set_prefixes(
        &self,
        prefixes: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<(), PrefixError> {
        let prefixes: Vec<String> = prefixes.into_iter().map(Into::into).collect();
        let guild_id = self.guild_id().ok_or(PrefixError::NoGuild)?;
        self.runtime().settings.set_prefixes(guild_id, prefixes).await
    }
}
