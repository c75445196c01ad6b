//! The language in which a handler answers.

use std::borrow::Cow;
use std::sync::Arc;

use super::Context;
use crate::locale::{Language, Text};
use crate::outcome::CommandError;
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
    /// It is the language of the caller; for a prefix command and in an event handler the language of the guild; over HTTP the
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
            _ => error.user_message_in(self.language()),
        }
    }

    /// The language of the framework's own texts: the one to answer in; over HTTP English.
    pub(crate) fn language(&self) -> Language<'_> {
        match self.surface() {
            Some(Surface::Http) => Language::ENGLISH,
            _ => Language::new(&self.inner.runtime.locales, self.locale()),
        }
    }
}
