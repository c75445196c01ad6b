//! Texts in the reader's language.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Locales, TextValue};
use crate::reply::{HandlerResult, IntoReply, Reply};

/// A text that is selected by its key and the reader's language, created by [`Context::text`](crate::Context::text).
///
/// A command can return it as its reply.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Say hello.
/// #[command]
/// async fn hello(ctx: &Context) -> String {
///     let greeting = ctx.text("greeting").arg("who", ctx.author().name.as_str());
///     format!("{greeting} {}", greeting.clone().language("en-US"))
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<hello>())
/// # }
/// # #[cfg(not(feature = "sandbox"))]
/// # fn main() {}
/// # #[cfg(feature = "sandbox")]
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let texts = [("en-US", "greeting = Hello { $who }!"), ("de", "greeting = Hallo { $who }!")];
/// let sandbox = Sandbox::start(bot().locales(Locales::new(texts))).await?;
/// let answer = sandbox.member("ada").await?.locale("de").slash("hello").send().await?;
/// assert_eq!(answer.content, "Hallo ada! Hello ada!");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Text {
    locales: Arc<Locales>,
    language: String,
    key: Cow<'static, str>,
    args: Vec<(Cow<'static, str>, TextValue)>,
}

impl Text {
    pub(crate) fn new(locales: Arc<Locales>, language: &str, key: Cow<'static, str>) -> Self {
        Self { locales, language: language.to_owned(), key, args: Vec::new() }
    }

    /// Sets the value of `{ $name }`.
    pub fn arg(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<TextValue>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }

    /// Overrides the reader's language, with one of Discord's language codes.
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = language.into();
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.locales.text(&self.language, &self.key, &self.args))
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.to_string()
    }
}

impl From<Text> for Reply {
    fn from(text: Text) -> Self {
        Self::new(text.to_string())
    }
}

impl IntoReply for Text {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(self.into()))
    }
}

impl From<Text> for TextValue {
    fn from(text: Text) -> Self {
        Self::Text(text.to_string())
    }
}
