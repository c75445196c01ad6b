//! Collects the errors of one expansion, so that all of them are reported at once.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The errors found so far. Every stage adds its own, and none stops at the first.
#[derive(Default)]
pub struct Diagnostics {
    errors: Vec<syn::Error>,
    finished: bool,
}

impl Diagnostics {
    /// Reports `message` at `tokens`, which the author has to edit.
    pub fn error(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.errors.push(syn::Error::new_spanned(tokens, message));
    }

    /// Reports `message` with a `help:` line that says what to type.
    pub fn error_help(
        &mut self,
        tokens: impl ToTokens,
        message: impl std::fmt::Display,
        help: impl std::fmt::Display,
    ) {
        self.error(tokens, format_args!("{message}\n\nhelp: {help}"));
    }

    /// Adds an error that syn reported.
    pub fn push(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Returns the number of errors so far.
    pub fn count(&self) -> usize {
        self.errors.len()
    }

    /// Returns all errors as `compile_error!` items.
    pub fn finish(mut self) -> TokenStream {
        self.finished = true;
        self.errors.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// Panics if errors were collected and never reported: the expansion would accept wrong input.
#[cfg(debug_assertions)]
impl Drop for Diagnostics {
    fn drop(&mut self) {
        let forgotten = !self.finished && !self.errors.is_empty() && !std::thread::panicking();
        assert!(!forgotten, "diagnostics were collected but never reported");
    }
}

/// Returns the candidate that `written` most likely meant: at most two edits away, and at most half its length.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&written, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 2 && distance * 2 <= candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Joins names as "`a`, `b` and `c`".
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{list, nearest};

    #[test]
    fn nearest_allows_two_edits_of_a_long_name() {
        assert_eq!(nearest("categroy", ["category", "cooldown"]), Some("category"));
        assert_eq!(nearest("MANAGE_MESAGES", ["MANAGE_MESSAGES"]), Some("MANAGE_MESSAGES"));
    }

    #[test]
    fn nearest_ignores_distant_candidates() {
        assert_eq!(nearest("x", ["min", "max"]), None);
        assert_eq!(nearest("zzz", ["max", "category"]), None);
    }

    #[test]
    fn list_quotes_and_joins_names() {
        assert_eq!(list(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(list(["a"]), "`a`");
    }
}
