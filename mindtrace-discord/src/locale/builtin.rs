//! The framework's own texts in the languages that it has.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::file::File;
use super::{TextValue, names};

/// The language that has every text.
pub(super) const ENGLISH: &str = "en-US";

/// The first part of every key of the framework.
pub(crate) const PREFIX: &str = "mindtrace-";

/// One language: a file that is parsed when it is first needed.
struct Builtin {
    locale: &'static str,
    text: &'static str,
    file: OnceLock<Option<File>>,
}

macro_rules! languages {
    ($($locale:literal)*) => {
        [$(Builtin {
            locale: $locale,
            text: include_str!(concat!("texts/", $locale, ".ftl")),
            file: OnceLock::new(),
        }),*]
    };
}

/// A variant of a language, such as `en-GB` or `es-419`, uses the texts of the other.
static LANGUAGES: [Builtin; 20] = languages! {
    "en-US" "cs" "da" "de" "es-ES" "fi" "fr" "it" "ja" "ko" "nl" "no" "pl" "pt-BR" "ru" "sv-SE" "tr" "uk" "zh-CN" "zh-TW"
};

impl Builtin {
    fn file(&self) -> Option<&File> {
        let path = || format!("texts/{}.ftl", self.locale);
        // The tests check that every file can be parsed.
        let parse = || File::new(self.locale, &path(), self.text.to_owned(), &mut Vec::new()).ok();
        self.file.get_or_init(parse).as_ref()
    }
}

/// Returns the text for a key in a language, else in a variant of that language.
pub(super) fn text(locale: &str, key: &str, args: &[(Cow<'static, str>, TextValue)]) -> Option<String> {
    let exact = LANGUAGES.iter().filter(|language| language.locale == locale);
    let alike = LANGUAGES.iter().filter(|language| names::same_language(language.locale, locale));
    exact.chain(alike).find_map(|language| language.file()?.text(key, args))
}

/// Iterates over the languages.
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|language| language.locale)
}

/// Iterates over the keys of all texts.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    let english = LANGUAGES.iter().find(|language| language.locale == ENGLISH);
    let file = english.and_then(Builtin::file);
    file.into_iter().flat_map(|file| file.keys.keys().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Builtin, ENGLISH, LANGUAGES, PREFIX};
    use crate::locale::TextValue;
    use crate::locale::file::File;
    use crate::locale::names;

    fn english() -> &'static Builtin {
        LANGUAGES.iter().find(|language| language.locale == ENGLISH).unwrap()
    }

    /// Returns the variables of each message of a file.
    fn variables(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut variables: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut message = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                message = key;
            }
            let names = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next());
            variables.entry(message).or_default().extend(names);
        }
        variables
    }

    #[test]
    fn every_file_can_be_parsed() {
        let mut known = BTreeSet::new();
        for language in &LANGUAGES {
            assert_eq!(names::known(language.locale), Some(language.locale));
            assert!(known.insert(language.locale), "`{}` is listed twice", language.locale);
            let mut problems = Vec::new();
            let file = File::new(language.locale, "", language.text.to_owned(), &mut problems);
            assert!(file.is_ok() && problems.is_empty(), "{}: {problems:?}", language.locale);
        }
    }

    #[test]
    fn every_language_has_the_same_texts() {
        let all = &english().file().unwrap().keys;
        let wanted = variables(english().text);
        for language in &LANGUAGES {
            let keys = &language.file().unwrap().keys;
            for key in all.keys() {
                assert!(key.starts_with(PREFIX), "`{key}` does not start with `{PREFIX}`");
                let may_lack = key.starts_with("mindtrace-permission-");
                assert!(may_lack || keys.contains_key(key), "{} lacks `{key}`", language.locale);
            }
            for (message, variables) in variables(language.text) {
                assert!(message.is_empty() || all.contains_key(message), "{}: `{message}`", language.locale);
                let wanted = wanted.get(message).cloned().unwrap_or_default();
                assert_eq!(variables, wanted, "the variables of `{message}` in {}", language.locale);
            }
        }
    }

    #[test]
    fn a_language_has_all_names_of_permissions_or_none() {
        let count = |language: &Builtin| {
            let keys = &language.file().unwrap().keys;
            keys.keys().filter(|key| key.starts_with("mindtrace-permission-")).count()
        };
        for language in &LANGUAGES {
            let own = count(language);
            assert!(own == 0 || own == count(english()), "{} has {own}", language.locale);
        }
    }

    #[test]
    fn every_text_can_be_formatted_for_every_number() {
        for language in &LANGUAGES {
            let file = language.file().unwrap();
            for (message, names) in variables(language.text) {
                for number in [0_u32, 1, 2, 5, 21, 25] {
                    let args: Vec<(Cow<'static, str>, TextValue)> =
                        names.iter().map(|name| (Cow::Owned((*name).to_owned()), number.into())).collect();
                    let text = file.text(message, &args);
                    let is_whole =
                        message.is_empty() || text.as_ref().is_some_and(|text| !text.contains('{'));
                    assert!(is_whole, "{}: `{message}` is {text:?}", language.locale);
                }
            }
        }
    }
}
