//! Localisation of commands and of the bot's texts, from files of [Fluent] texts that are checked at start.
//!
//! A file is named after Discord's code of the language, such as `de.ftl` or `es-ES.ftl`:
//!
//! ```ftl
//! greeting = Hallo { $who }!
//!
//! command-hello =
//!     .name = hallo
//!     .description = Begrüßt jemanden.
//!     .who-name = wen
//!     .who-description = Wer gegrüßt wird
//! ```
//!
//! | key | belongs to |
//! |---|---|
//! | `command-tag-create` | the command `tag create`: `.name`, `.description` |
//! | `command-tag-create` | its argument `title`: `.title-name`, `.title-description`; a choice of it: `.title-<value>` |
//! | `group-tag` | the group `tag`: `.name`, `.description` |
//! | `menu-report-message` | the context menu command `Report message`: `.name` |
//! | `mindtrace-…` | the framework: replaces its own text of this key in this language, for example `mindtrace-guild-only` |
//! | anything else | [`Context::text`](crate::Context::text) |
//!
//! A key consists of letters, digits, `-` and `_`; any other character of a name becomes `-`. Texts of a command that a file omits stay
//! as declared. The framework has its own texts in the languages of `locale/texts`, where their keys are found as well.
//!
//! [Fluent]: https://projectfluent.org/fluent/guide/

pub(crate) mod builtin;
pub(crate) mod file;
mod language;
pub(crate) mod names;
pub(crate) mod permissions;
mod text;
mod value;

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub(crate) use self::language::Language;
pub use self::text::Text;
pub use self::value::TextValue;

use self::file::File;
use crate::problem::Problem;

/// The default fallback language.
const FALLBACK: &str = "en-US";

/// The number of missing keys that are remembered, so that each is logged once.
const MAX_REMEMBERED: usize = 1000;

/// The texts of a bot in several languages.
///
/// Problems in the files are reported at start, together with all other problems of the bot.
///
/// ```
/// use mindtrace_discord::locale::Locales;
/// use mindtrace_discord::prelude::*;
///
/// /// Say hello.
/// #[command]
/// async fn hello(ctx: &Context) -> String {
///     ctx.text("greeting").arg("who", ctx.author().display_name()).to_string()
/// }
///
/// fn bot() -> BotBuilder {
///     Bot::builder().locales(Locales::new([
///         ("en-US", "greeting = Hello { $who }!"),
///         ("de", "greeting = Hallo { $who }!"),
///     ]))
/// }
/// ```
#[must_use]
pub struct Locales {
    pub(crate) files: Vec<File>,
    pub(crate) fallback: String,
    /// Problems with whole files, and syntax errors.
    pub(crate) problems: Vec<Problem>,
    missing: Mutex<HashSet<String>>,
}

impl Locales {
    /// Creates locales from languages and their texts, such as `("de", include_str!("../locales/de.ftl"))`.
    pub fn new<L: AsRef<str>, T: Into<String>>(languages: impl IntoIterator<Item = (L, T)>) -> Self {
        let mut locales = Self::default();
        for (language, text) in languages {
            let language = language.as_ref();
            locales.add(language, &format!("{language}.ftl"), text.into());
        }
        locales
    }

    /// Reads every `.ftl` file of a folder.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// let locales = Locales::from_dir("locales").fallback("de");
    /// println!("texts in {:?}", locales.languages().collect::<Vec<_>>());
    /// let bot = Bot::builder().locales(locales);
    /// ```
    pub fn from_dir(folder: impl AsRef<Path>) -> Self {
        let mut locales = Self::default();
        let folder = folder.as_ref();
        match file::in_folder(folder) {
            Ok(paths) => {
                for path in paths {
                    locales.add_file(&path);
                }
            }
            Err(error) => {
                locales.problems.push(file::problem(folder, 1, format!("it cannot be read: {error}")));
            }
        }
        locales
    }

    /// Sets the language for readers whose language has no texts. Default: `en-US`.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let locales = Locales::new([("de", "greeting = Hallo!"), ("en-US", "greeting = Hello!")]).fallback("de");
    /// let bot = Bot::builder().locales(locales);
    /// ```
    pub fn fallback(mut self, language: impl Into<String>) -> Self {
        self.fallback = language.into();
        self
    }

    /// Iterates over the languages that have texts.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.files.iter().map(|file| file.locale)
    }

    /// Returns the languages in which the bot addresses a guild: those that have texts, or those of the framework's own texts if the
    /// author has none.
    pub(crate) fn spoken(&self) -> Vec<&'static str> {
        if self.files.is_empty() { builtin::languages().collect() } else { self.languages().collect() }
    }

    /// Returns the fallback language.
    pub(crate) fn fallback_language(&self) -> &str {
        &self.fallback
    }

    /// Returns Discord's localisations: the text for `key` in every language whose text differs from the declared one.
    pub(crate) fn localisations(&self, key: &str, declared: &str) -> BTreeMap<&'static str, String> {
        let texts = self.files.iter().filter_map(|file| Some((file.locale, file.text(key, &[])?)));
        texts.filter(|(_, text)| text != declared).collect()
    }

    /// Returns the text for `key` in a language, else in a variant of that language, else in the fallback.
    fn text(
        &self,
        language: &str,
        key: &str,
        args: &[(std::borrow::Cow<'static, str>, TextValue)],
    ) -> String {
        match self.chain(language).find_map(|file| file.text(key, args)) {
            Some(text) => text,
            None => {
                self.log_missing(key);
                key.to_owned()
            }
        }
    }

    /// Returns the text for `key` in a language, else in a variant of that language.
    fn own(
        &self,
        language: &str,
        key: &str,
        args: &[(std::borrow::Cow<'static, str>, TextValue)],
    ) -> Option<String> {
        self.of_language(language).find_map(|file| file.text(key, args))
    }

    fn chain<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a File> {
        let fallback = self.files.iter().filter(move |file| file.locale == self.fallback);
        self.of_language(language).chain(fallback)
    }

    fn of_language<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a File> {
        let exact = self.files.iter().filter(move |file| file.locale == language);
        let alike = self.files.iter().filter(move |file| names::same_language(file.locale, language));
        exact.chain(alike)
    }

    fn log_missing(&self, key: &str) {
        // No code panics while it holds the lock.
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = missing.len() < MAX_REMEMBERED && missing.insert(key.to_owned());
        drop(missing);
        if is_new {
            tracing::warn!(key, "no language has a text for this key; the key is shown instead");
        }
    }

    fn add_file(&mut self, path: &Path) {
        let language = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        match std::fs::read_to_string(path) {
            Ok(text) => self.add(&language, &path.to_string_lossy(), text),
            Err(error) => {
                self.problems.push(file::problem(path, 1, format!("it cannot be read: {error}")));
            }
        }
    }

    fn add(&mut self, language: &str, path: &str, text: String) {
        let Some(locale) = names::known(language) else {
            self.problems.push(file::problem(path.as_ref(), 1, names::unknown(language)));
            return;
        };
        if self.languages().any(|known| known == locale) {
            self.problems.push(file::problem(
                path.as_ref(),
                1,
                format!("the language `{locale}` is defined twice"),
            ));
            return;
        }
        match File::new(locale, path, text, &mut self.problems) {
            Ok(file) => self.files.push(file),
            Err(problem) => self.problems.push(problem),
        }
    }
}

impl Default for Locales {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            fallback: FALLBACK.to_owned(),
            problems: Vec::new(),
            missing: Mutex::default(),
        }
    }
}

impl fmt::Debug for Locales {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locales")
            .field("languages", &self.languages().collect::<Vec<_>>())
            .field("fallback", &self.fallback)
            .finish_non_exhaustive()
    }
}
