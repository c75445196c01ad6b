//! Discord's languages, and its rules for names.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Discord's locales.
const KNOWN: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk",
    "vi", "zh-CN", "zh-TW",
];

/// Returns the locale of this name, if Discord has it.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    KNOWN.iter().copied().find(|known| *known == name)
}

/// Returns the message about a language that Discord does not have.
pub(crate) fn unknown(name: &str) -> String {
    let typed = name.to_lowercase();
    // For `en` or `pt`, suggests a locale with a country.
    let of_language = KNOWN.iter().find(|known| known.split('-').next() == Some(&typed));
    let near = || {
        let close = KNOWN.iter().map(|known| (strsim::osa_distance(&typed, &known.to_lowercase()), known));
        close.filter(|(distance, _)| *distance <= 2).min().map(|(_, known)| known)
    };
    match of_language.or_else(near) {
        Some(near) => format!("Discord has no language `{name}`; did you mean `{near}`?"),
        None => format!("Discord has no language `{name}`; it has {}", KNOWN.join(", ")),
    }
}

/// Returns whether two locales are variants of one language, such as `es-419` and `es-ES`.
pub(crate) fn same_language(one: &str, other: &str) -> bool {
    one != other && one.split('-').next() == other.split('-').next()
}

/// Returns why a text cannot be the name of a slash command or an argument; `None` if it can.
pub(crate) fn name_problem(name: &str) -> Option<String> {
    // Discord's rule is `[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]`.
    let allowed =
        |c: char| matches!(c, '-' | '_' | '\'') || is_letter_or_number(c) || is_devanagari_or_thai(c);
    length_problem(name, 32).or_else(|| {
        if let Some(c) = name.chars().find(|c| !allowed(*c)) {
            return Some(format!("a name consists of letters, digits, `-` and `_`; `{c}` is not allowed"));
        }
        (name.to_lowercase() != name).then(|| format!("a name must be lower case: `{}`", name.to_lowercase()))
    })
}

/// Returns why the length of a text is not accepted; `None` if it is.
pub(crate) fn length_problem(text: &str, most: usize) -> Option<String> {
    let characters = text.chars().count();
    let wrong = characters > most || text.trim().is_empty();
    wrong.then(|| format!("it has {characters} characters, Discord accepts 1 to {most}"))
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

#[cfg(test)]
mod tests {
    use super::{known, name_problem, same_language, unknown};

    #[test]
    fn an_unknown_language_suggests_one() {
        assert_eq!(known("de"), Some("de"));
        assert_eq!(known("de-DE"), None);
        for (name, near) in
            [("en", "`en-GB`"), ("pt", "`pt-BR`"), ("DE", "`de`"), ("sv-se", "`sv-SE`"), ("jp", "`ja`")]
        {
            assert!(unknown(name).contains(near), "{}", unknown(name));
        }
        assert!(unknown("klingon").contains("it has ar, bg"));
    }

    #[test]
    fn locales_of_one_language_are_alike() {
        assert!(same_language("es-419", "es-ES") && same_language("en-GB", "en-US"));
        assert!(!same_language("de", "de") && !same_language("sv-SE", "es-ES"));
    }

    #[test]
    fn names_are_checked_by_discords_rules() {
        for name in ["hallo", "größe", "नमस्ते", "สวัสดี", "挨拶", "a-b_c'd", "x1"]
        {
            assert_eq!(name_problem(name), None, "{name}");
        }
        // Alphanumeric for Rust: a circled letter, and a mark that is neither Devanagari nor Thai.
        for name in
            ["", "Hallo", "guten tag", "hallo!", &"a".repeat(33), "é!", "ⓐlpha", "a\u{301}", "a\u{345}"]
        {
            assert!(name_problem(name).is_some(), "{name}");
        }
    }
}
