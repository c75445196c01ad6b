//! Rules for names and descriptions, in every language.

use serde_json::Value;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{Rules, text};
use crate::discord::locales;

/// The kind of a text, which determines its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// The name of a chat command or an option.
    Name,
    /// The name of a context menu command.
    MenuName,
    /// A description.
    Description,
    /// The name of a choice.
    ChoiceName,
}

impl Rules {
    /// Checks a text and its translations; only the longest of them counts for the size of the command.
    pub(super) fn localized(&mut self, prefix: &str, value: &Value, key: &str, kind: Text) {
        let path = format!("{prefix}{key}");
        let mut longest = self.one(&path, value.get(key), kind);
        let maps = format!("{key}_localizations");
        match value.get(&maps) {
            None | Some(Value::Null) => {}
            Some(Value::Object(translations)) => {
                for (locale, translation) in translations {
                    let path = format!("{prefix}{maps}.{locale}");
                    if !locales::is_known(locale) {
                        let message = format!("\"{locale}\" is not a locale of Discord.");
                        self.report(&path, "BASE_TYPE_CHOICES", message);
                    }
                    if !translation.is_null() {
                        longest = longest.max(self.one(&path, Some(translation), kind));
                    }
                }
            }
            Some(_) => self.report(
                format!("{prefix}{maps}"),
                "DICT_TYPE_CONVERT",
                "Only dictionaries may be used in a DictType",
            ),
        }
        self.text += longest;
    }

    /// Checks one text and returns how many characters it has.
    fn one(&mut self, path: &str, value: Option<&Value>, kind: Text) -> usize {
        let max = if matches!(kind, Text::Name | Text::MenuName) { 32 } else { 100 };
        let found = text(value);
        let length = found.chars().count();
        if value.is_none_or(Value::is_null) {
            self.report(path, "BASE_TYPE_REQUIRED", "This field is required");
        } else if !(1..=max).contains(&length) {
            self.report(path, "BASE_TYPE_BAD_LENGTH", format!("Must be between 1 and {max} in length."));
        }
        let spelled = found.chars().all(allowed_in_name) && found.to_lowercase() == found;
        if kind == Text::Name && length > 0 && !spelled {
            let message = "Command name is invalid: use lower-case letters, digits, -, _ and '";
            self.report(path, "APPLICATION_COMMAND_INVALID_NAME", message);
        }
        length
    }
}

/// `-_'`, letters, digits, and the Devanagari and Thai blocks with their vowel signs.
fn allowed_in_name(c: char) -> bool {
    matches!(c, '-' | '_' | '\'') || is_letter_or_number(c) || is_devanagari_or_thai(c)
}

/// `\p{L}\p{N}`. Rust's `is_alphanumeric` is wider: it has circled letters and marks, which Discord refuses.
fn is_letter_or_number(c: char) -> bool {
    matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

/// `\p{sc=Deva}\p{sc=Thai}`, which have signs that are neither letters nor numbers (Unicode 16, Scripts.txt).
fn is_devanagari_or_thai(c: char) -> bool {
    matches!(
        c,
        '\u{900}'..='\u{950}' | '\u{955}'..='\u{963}' | '\u{966}'..='\u{97f}' | '\u{a8e0}'..='\u{a8ff}'
            | '\u{11b00}'..='\u{11b09}' | '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e5b}'
    )
}
