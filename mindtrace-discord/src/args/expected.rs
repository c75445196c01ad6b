//! The values that an argument accepts, described in the reader's language.

use std::fmt;

use super::limit::{Bound, ChoiceSpec};
use crate::channels::Channels;
use crate::locale::Language;

/// Choices are listed up to this number of characters, so that the message with them fits into one of Discord's.
const LONGEST_LIST: usize = 593;

/// The keys of the descriptions that this crate's types declare. Those of other types are shown as declared.
const KEYS: &[(&str, &str)] = &[
    ("a text", "mindtrace-expected-text"),
    ("`true` or `false`", "mindtrace-expected-boolean"),
    ("a single character", "mindtrace-expected-character"),
    ("a whole number", "mindtrace-expected-integer"),
    ("a number", "mindtrace-expected-number"),
    ("a length of time such as `30s` or `1h30m`", "mindtrace-expected-duration"),
    ("a point in time such as `2026-11-24T10:00Z` or `<t:1795514400>`", "mindtrace-expected-time"),
    ("a user, by mention, id or name", "mindtrace-expected-user"),
    ("a member of this server, by mention, id or name", "mindtrace-expected-member"),
    ("a role of this server, by mention, id or name", "mindtrace-expected-role"),
    ("a user or a role, by mention, id or name", "mindtrace-expected-user-or-role"),
    ("a channel of this server, by mention, id or name", "mindtrace-expected-channel"),
    ("a user, by mention or id", "mindtrace-expected-user-id"),
    ("the id of a server", "mindtrace-expected-guild-id"),
    ("the id of a message", "mindtrace-expected-message-id"),
    ("a message here that you can read, by link or id", "mindtrace-expected-message"),
    ("an emoji", "mindtrace-expected-emoji"),
    ("code, in a code block or without", "mindtrace-expected-code"),
    ("a file, attached on Discord", "mindtrace-expected-attachment"),
    ("something this command understands", "mindtrace-expected-parsed"),
];

/// The values that an argument accepts, as in "must be *a whole number from 1 to 100*".
///
/// It is displayed in English; a caller on Discord reads it in the caller's language.
///
/// ```
/// use mindtrace_discord::args::ArgumentError;
/// use mindtrace_discord::prelude::*;
///
/// async fn ask(_: &Context, error: &CommandError) -> Option<String> {
///     match error {
///         CommandError::Argument(ArgumentError::Missing { parameter, expected }) => {
///             Some(format!("Which {parameter}? I need {expected}."))
///         }
///         _ => None,
///     }
/// }
///
/// let bot = Bot::builder().on_error(ask);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Expected(Box<Limits>);

/// The limits of an argument.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Limits {
    /// The declared description of the type.
    pub(crate) declared: &'static str,
    pub(crate) is_numeric: bool,
    pub(crate) choices: &'static [ChoiceSpec],
    pub(crate) channels: &'static [Channels],
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
    pub(crate) min_length: Option<u16>,
    pub(crate) max_length: Option<u16>,
}

impl Expected {
    pub(crate) fn new(limits: Limits) -> Self {
        Self(Box::new(limits))
    }

    /// Returns the description in a language.
    pub(crate) fn text(&self, language: Language<'_>) -> String {
        let limits = &*self.0;
        if !limits.choices.is_empty() {
            return limits.listed_choices(language);
        }
        let text = limits.bounded(limits.kind(language), language);
        limits.with_length(text, language)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::ENGLISH))
    }
}

impl Limits {
    fn kind(&self, language: Language<'_>) -> String {
        if !self.channels.is_empty() {
            let kinds = self.channels.iter().map(|channels| language.text(key(*channels), []));
            let kinds = language.list("mindtrace-list-or", kinds);
            return language.text("mindtrace-expected-channel-of-kind", [("kinds", kinds.into())]);
        }
        match KEYS.iter().find(|(declared, _)| *declared == self.declared) {
            Some((_, key)) => language.text(key, []),
            None => self.declared.to_owned(),
        }
    }

    /// Adds the bounds of a number.
    fn bounded(&self, text: String, language: Language<'_>) -> String {
        let (min, max) = (self.min.map(|min| min.to_string()), self.max.map(|max| max.to_string()));
        let expected = ("expected", text.as_str().into());
        match (min, max) {
            (Some(min), Some(max)) => {
                let args = [expected, ("min", min.into()), ("max", max.into())];
                language.text("mindtrace-expected-between", args)
            }
            (Some(min), None) => {
                language.text("mindtrace-expected-at-least", [expected, ("min", min.into())])
            }
            (None, Some(max)) => language.text("mindtrace-expected-at-most", [expected, ("max", max.into())]),
            (None, None) => text,
        }
    }

    /// Adds the bounds of a text's length.
    fn with_length(&self, text: String, language: Language<'_>) -> String {
        let expected = ("expected", text.as_str().into());
        match (self.min_length, self.max_length) {
            (Some(min), Some(max)) => {
                let args = [expected, ("min", min.into()), ("max", max.into())];
                language.text("mindtrace-expected-length-between", args)
            }
            (Some(min), None) => {
                language.text("mindtrace-expected-length-at-least", [expected, ("min", min.into())])
            }
            (None, Some(max)) => {
                language.text("mindtrace-expected-length-at-most", [expected, ("max", max.into())])
            }
            (None, None) => text,
        }
    }

    /// Lists the choices, as many as fit into a message.
    fn listed_choices(&self, language: Language<'_>) -> String {
        let mut list = String::new();
        let mut rest = 0;
        for (at, choice) in self.choices.iter().enumerate() {
            if list.chars().count() + choice.value.chars().count() > LONGEST_LIST {
                rest = self.choices.len() - at;
                break;
            }
            if at > 0 {
                list.push_str(", ");
            }
            list.push_str(&format!("`{}`", choice.value));
            // A number alone does not tell its meaning.
            if self.is_numeric && choice.name != choice.value {
                list.push_str(&format!(" ({})", choice.name));
            }
        }
        if rest > 0 {
            let args = [("choices", list.into()), ("count", rest.into())];
            list = language.text("mindtrace-expected-choice-more", args);
        }
        language.text("mindtrace-expected-choice", [("choices", list.into())])
    }
}

/// Returns the key of a kind of channel.
fn key(channels: Channels) -> &'static str {
    match channels {
        Channels::Text => "mindtrace-channel-text",
        Channels::Voice => "mindtrace-channel-voice",
        Channels::Category => "mindtrace-channel-category",
        Channels::Announcement => "mindtrace-channel-announcement",
        Channels::Thread => "mindtrace-channel-thread",
        Channels::Stage => "mindtrace-channel-stage",
        Channels::Forum => "mindtrace-channel-forum",
        Channels::Media => "mindtrace-channel-media",
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected, KEYS, Limits, key};
    use crate::args::limit::{Bound, ChoiceSpec};
    use crate::channels::Channels;
    use crate::locale::{Language, Locales};

    const CHOICES: &[ChoiceSpec] = &[ChoiceSpec::new("a", "a"), ChoiceSpec::new("B", "b")];

    const TEXT: Limits = Limits {
        declared: "a text",
        is_numeric: false,
        choices: &[],
        channels: &[],
        min: None,
        max: None,
        min_length: None,
        max_length: None,
    };

    #[test]
    fn the_english_texts_are_those_that_types_declare() {
        for (declared, key) in KEYS {
            assert_eq!(Language::ENGLISH.text(key, []), *declared);
        }
        assert_eq!(Language::ENGLISH.text(key(Channels::Stage), []), Channels::Stage.as_str());
    }

    #[test]
    fn limits_are_described_in_every_language() {
        let number = Limits {
            declared: "a whole number",
            min: Some(Bound::Integer(1)),
            max: Some(Bound::Integer(9)),
            ..TEXT
        };
        let channels = Limits { channels: &[Channels::Text, Channels::Voice, Channels::Forum], ..TEXT };
        let cases = [
            (number, "a whole number from 1 to 9", "eine ganze Zahl von 1 bis 9"),
            (
                Limits { max_length: Some(3), ..TEXT },
                "a text of at most 3 characters",
                "ein Text von höchstens 3 Zeichen",
            ),
            (
                channels,
                "a text channel, a voice channel or a forum of this server, by mention, id or name",
                "ein Textkanal, ein Sprachkanal oder ein Forum dieses Servers, als Erwähnung, ID oder Name",
            ),
            (Limits { choices: CHOICES, ..TEXT }, "one of `a`, `b`", "eines von `a`, `b`"),
            (Limits { declared: "a color", ..TEXT }, "a color", "a color"),
        ];
        let locales = Locales::default();
        for (limits, english, german) in cases {
            let expected = Expected::new(limits);
            assert_eq!(expected.to_string(), english);
            assert_eq!(expected.text(Language::new(&locales, "de")), german);
        }
    }
}
