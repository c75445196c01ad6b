//! The rules for names: Discord's for commands and arguments, Rust's for handlers.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::diag::Diagnostics;

/// Names of types that generated and user code relies on. A handler's hidden type would shadow them.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16", "u32",
    "u64", "u8", "usize",
];

/// Checks that a handler is not named like a primitive type.
pub fn function(ident: &Ident, diag: &mut Diagnostics) {
    let name = unraw(ident);
    if PRIMITIVES.contains(&name.as_str()) {
        diag.error_help(
            ident,
            format_args!(
                "a handler cannot be named `{name}`: its hidden type would shadow the primitive type"
            ),
            format_args!("name the function `{name}_command` and write `name = \"{name}\"`"),
        );
    }
}

/// Returns the name without `r#`: `r#move` → `move`.
pub fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Checks Discord's rule: 1 to 32 letters, digits, `-`, `_` and `'`, in lower case where a lower case exists.
pub fn check(
    what: &str,
    name: &str,
    tokens: TokenStream,
    help: impl Fn(&str) -> String,
    diag: &mut Diagnostics,
) {
    let length = name.chars().count();
    if length == 0 {
        diag.error_help(tokens, format_args!("{what} cannot be empty"), "write 1 to 32 characters");
    } else if length > 32 {
        diag.error_help(
            tokens,
            format_args!("{what} has at most 32 characters, this one has {length}"),
            format_args!("shorten it: {}", help("…")),
        );
    } else if let Some(wrong) = name.chars().find(|c| !is_allowed(*c)) {
        let suggestion: String = name.chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
        let suggestion = suggestion.to_lowercase();
        let help = match suggestion.trim_matches('-') {
            "" => "write letters or digits".to_owned(),
            suggestion => help(suggestion),
        };
        diag.error_help(
            tokens,
            format_args!("{what} cannot contain `{wrong}`: letters, digits, `-`, `_` and `'` are allowed"),
            help,
        );
    } else if name.to_lowercase() != name {
        diag.error_help(tokens, format_args!("{what} must be lower case"), help(&name.to_lowercase()));
    }
}

/// Discord's pattern: `[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]`.
fn is_allowed(c: char) -> bool {
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

/// Returns a name as words: the default description, because Discord requires one.
pub fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// Returns a name as words with a capital: `show_avatar` → `Show avatar`.
pub fn title(name: &str) -> String {
    let words = words(name.trim_matches('_'));
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Splits a name into words: `DarkRed` → `Dark`, `Red`. A run of capitals stays together.
pub fn split(ident: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for c in ident.chars() {
        let starts = c.is_uppercase()
            && previous.is_some_and(|previous| previous.is_lowercase() || previous.is_numeric());
        match words.last_mut() {
            Some(word) if !starts => word.push(c),
            _ => words.push(c.to_string()),
        }
        previous = Some(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{split, title};

    #[test]
    fn title_capitalises_the_first_word_alone() {
        assert_eq!(title("show_avatar"), "Show avatar");
        assert_eq!(title("_what"), "What");
        assert_eq!(title(""), "");
    }

    #[test]
    fn split_keeps_a_run_of_capitals_together() {
        assert_eq!(split("DarkRed"), ["Dark", "Red"]);
        assert_eq!(split("HTTP"), ["HTTP"]);
        assert_eq!(split("V2Beta"), ["V2", "Beta"]);
        assert_eq!(split("red"), ["red"]);
    }
}
