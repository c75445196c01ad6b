//! The language in which the framework addresses a user.

use std::borrow::Cow;

use super::{Locales, TextValue, builtin};

/// A language, with the texts of the author that override the framework's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Language<'a> {
    locales: Option<&'a Locales>,
    locale: &'a str,
}

impl Language<'static> {
    /// The framework's own English, for logs, HTTP and the command line.
    pub(crate) const ENGLISH: Self = Self { locales: None, locale: builtin::ENGLISH };
}

impl<'a> Language<'a> {
    /// Creates the language of a reader from Discord's name for it.
    pub(crate) fn new(locales: &'a Locales, locale: &'a str) -> Self {
        Self { locales: Some(locales), locale }
    }

    /// Returns the text for one of the framework's keys: the author's, else the framework's; else both in the fallback, else English.
    pub(crate) fn text<const N: usize>(self, key: &str, args: [(&'static str, TextValue); N]) -> String {
        let args = args.map(|(name, value)| (Cow::Borrowed(name), value));
        let find = |locale: &str| {
            let own = self.locales.and_then(|locales| locales.own(locale, key, &args));
            own.or_else(|| builtin::text(locale, key, &args))
        };
        let fallback = self.locales.map_or(builtin::ENGLISH, Locales::fallback_language);
        let text = find(self.locale).or_else(|| find(fallback));
        let text = text.or_else(|| builtin::text(builtin::ENGLISH, key, &args));
        text.unwrap_or_else(|| key.to_owned())
    }

    /// Returns the author's text for a key in this language, if there is one.
    pub(crate) fn own_text(self, key: &str) -> Option<String> {
        self.locales?.own(self.locale, key, &[])
    }

    /// Joins items as a list; `last` is the key of the text that joins the last item.
    pub(crate) fn list(self, last: &'static str, items: impl IntoIterator<Item = String>) -> String {
        let mut items = items.into_iter().peekable();
        let mut joined = items.next().unwrap_or_default();
        while let Some(item) = items.next() {
            let key = if items.peek().is_some() { "mindtrace-list" } else { last };
            joined = self.text(key, [("first", joined.into()), ("last", item.into())]);
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::Language;
    use crate::locale::Locales;

    #[test]
    fn the_authors_text_wins_in_its_language() {
        let locales = Locales::new([("en-US", ""), ("de", "mindtrace-done = Fertig.\nown = Eigenes")]);
        let text = |locale| Language::new(&locales, locale).text("mindtrace-done", []);
        assert_eq!(
            (text("de"), text("en-US"), text("en-GB")),
            ("Fertig.".into(), "Done.".into(), "Done.".into())
        );
        assert_eq!(Language::new(&locales, "de").own_text("own").as_deref(), Some("Eigenes"));
        assert_eq!(Language::new(&locales, "fr").own_text("own"), None);
    }

    #[test]
    fn a_language_without_texts_uses_a_variant_then_the_fallback() {
        let locales = Locales::new([("de", "mindtrace-open = Auf")]).fallback("de");
        let text = |locale, key| Language::new(&locales, locale).text(key, []);
        assert_eq!(text("hu", "mindtrace-open"), "Auf");
        assert_eq!(text("hu", "mindtrace-yes"), "Ja");
        assert_eq!(text("es-419", "mindtrace-yes"), text("es-ES", "mindtrace-yes"));
        assert_eq!(Language::ENGLISH.text("mindtrace-nothing", []), "mindtrace-nothing");
    }

    #[test]
    fn a_list_has_a_word_before_its_last_item() {
        let list = |items: &[&str]| {
            Language::ENGLISH.list("mindtrace-list-and", items.iter().map(|item| (*item).to_owned()))
        };
        assert_eq!([list(&[]), list(&["a"]), list(&["a", "b"])], ["", "a", "a and b"]);
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
