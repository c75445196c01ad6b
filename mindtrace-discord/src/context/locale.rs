//! The language in which a handler answers.

use std::borrow::Cow;
use std::sync::Arc;

use super::Context;
use crate::locale::{Language, Text};
use crate::outcome::CommandError;
use crate::runtime::settings::languages::LanguageError;
use crate::surface::Surface;

/// # Languages
///
/// ```
/// use mindtrace_discord::locale::Locales;
/// use mindtrace_discord::prelude::*;
///
/// /// Say hello.
/// #[command]
/// async fn hello(ctx: &Context) -> String {
///     let hello = ctx.text("hello").arg("name", ctx.author().display_name());
///     format!("{hello} (`{}`)", ctx.locale())
/// }
///
/// let texts = [("en-US", "hello = Hello { $name }!"), ("fr", "hello = Salut { $name } !")];
/// let bot = Bot::builder().locales(Locales::new(texts));
/// ```
impl Context {
    /// The language to answer in, by Discord's name such as `de` or `en-US`.
    ///
    /// It is the language of the caller; for a prefix command and in an event handler [that of the guild](Self::language); over HTTP the
    /// fallback of the [`Locales`](crate::locale::Locales).
    pub fn locale(&self) -> &str {
        self.inner.locale.get_or_init(|| self.inner.runtime.guild_locale(self.inner.guild_id))
    }

    /// The text of a key of the [`Locales`](crate::locale::Locales), in the language to answer in.
    ///
    /// `greeting.title` is the attribute `title` of `greeting`. The text of an unknown key is the key itself.
    pub fn text(&self, key: impl Into<Cow<'static, str>>) -> Text {
        Text::new(Arc::clone(&self.inner.runtime.locales), self.locale(), key.into())
    }

    /// The user message of an error, in the language to answer in; over HTTP in English.
    ///
    /// An `on_error` hook can add something of its own to the framework's message.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn explain(ctx: &Context, error: &CommandError) -> Option<String> {
    ///     matches!(error, CommandError::Cooldown { .. }).then(|| format!("🐢 {}", ctx.user_message(error)))
    /// }
    ///
    /// let bot = Bot::builder().on_error(explain);
    /// ```
    pub fn user_message(&self, error: &CommandError) -> String {
        match self.surface() {
            Some(Surface::Http) => error.plain_text_message(),
            _ => error.user_message_in(self.reader_language()),
        }
    }

    /// The language of the guild here, by Discord's name: the one that was [set](Self::set_language), else the one that the guild has in
    /// Discord, else the fallback of the [`Locales`](crate::locale::Locales), which direct messages have as well.
    ///
    /// [`locale`](Self::locale) is the language of the reader of an answer.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Announce a break.
    /// #[command(guild_only)]
    /// async fn pause(ctx: &Context) -> Result<&'static str> {
    ///     // All members of the guild read this, and the caller alone reads the answer.
    ///     ctx.channel().say(ctx.text("pause").language(ctx.language())).await?;
    ///     Ok("☕")
    /// }
    /// ```
    pub fn language(&self) -> String {
        self.inner.runtime.guild_locale(self.inner.guild_id)
    }

    /// Sets the language of this guild, by Discord's name such as `de` or `en-US`; `None` removes it, so that the language of the guild in
    /// Discord applies.
    ///
    /// Prefix commands and event handlers of the guild answer in it. Callers of slash commands, context menus and components still read the
    /// language of their client. A handler that has read its [`locale`](Self::locale) keeps it until it ends.
    ///
    /// The language is kept in the [store](Self::store), which is read when the bot starts. Other processes that share the store and
    /// `DISCORD_REDIS_URL` obey it within a second.
    ///
    /// ```no_run
    /// use mindtrace_discord::locale::Text;
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[derive(Choice)]
    /// enum Speech {
    ///     English,
    ///     Deutsch,
    /// }
    ///
    /// /// Set the language of this server.
    /// #[command(guild_only, permissions(MANAGE_GUILD))]
    /// async fn language(ctx: &Context, new: Option<Speech>) -> Result<Text> {
    ///     let code = new.map(|new| match new {
    ///         Speech::English => "en-US",
    ///         Speech::Deutsch => "de",
    ///     });
    ///     ctx.set_language(code).await?;
    ///     Ok(ctx.text("language-set").language(ctx.language()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`LanguageError`] outside a guild, for a language that the bot has no texts in, or if it cannot be stored; then nothing changes. A
    /// bot without [`Locales`](crate::locale::Locales) has the framework's texts.
    pub async fn set_language(&self, language: Option<&str>) -> Result<(), LanguageError> {
        let guild_id = self.guild_id().ok_or(LanguageError::NoGuild)?;
        self.runtime().settings.set_language(guild_id, language).await
    }

    /// The language of the framework's own texts: the one to answer in; over HTTP English.
    pub(crate) fn reader_language(&self) -> Language<'_> {
        match self.surface() {
            Some(Surface::Http) => Language::ENGLISH,
            _ => Language::new(&self.inner.runtime.locales, self.locale()),
        }
    }
}
