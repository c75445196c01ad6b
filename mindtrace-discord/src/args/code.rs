//! Code, with or without Discord's code marks.

use super::{Argument, ArgumentKind, Consumes, ConvertError, Lookup, Value};

/// A piece of code: a code block, inline code, or plain text.
///
/// In a prefix command, code in marks may contain spaces, quotes and line breaks.
///
/// ```
/// use mindtrace_discord::args::CodeBlock;
/// use mindtrace_discord::prelude::*;
///
/// /// Count the lines of some code.
/// #[command]
/// async fn lines(code: CodeBlock) -> String {
///     format!("{} lines of {}", code.code.lines().count(), code.language.as_deref().unwrap_or("text"))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// The word after the opening marks, such as `rust`.
    pub language: Option<String>,
    /// The code without marks and without the line breaks next to them.
    pub code: String,
}

impl Argument for CodeBlock {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "code, in a code block or without";
    const CONSUMES: Consumes = Consumes::CodeBlock;

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        code(&value.to_string()).ok_or(ConvertError::Invalid)
    }
}

const FENCE: &str = "```";

/// Returns the length in bytes of the code in marks at the start of a text; `None` if the text does not start with one.
///
/// An unclosed fence covers the whole text, so that the mistake is reported instead of the first word being used.
pub(crate) fn marked_length(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix(FENCE) {
        return Some(inner.find(FENCE).map_or(text.len(), |end| FENCE.len() + end + FENCE.len()));
    }
    // Two marks enclose code that contains one.
    ["``", "`"].into_iter().find_map(|mark| {
        let inner = text.strip_prefix(mark)?;
        let end = inner.find(mark).filter(|end| *end > 0)?;
        Some(mark.len() + end + mark.len())
    })
}

/// Parses the code in a text; `None` if a fence is not closed at the end of the text.
pub(crate) fn code(text: &str) -> Option<CodeBlock> {
    let trimmed = text.trim();
    if let Some(inner) = trimmed.strip_prefix(FENCE) {
        return Some(fenced(inner.strip_suffix(FENCE)?));
    }
    let whole = marked_length(trimmed) == Some(trimmed.len());
    let inner = if whole { trimmed.trim_matches('`') } else { text };
    Some(CodeBlock { language: None, code: inner.to_owned() })
}

fn fenced(inner: &str) -> CodeBlock {
    let is_language = |word: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "+-#._".contains(c);
        !word.is_empty() && word.chars().all(is_part)
    };
    // As in Discord, a language is a word on a line of its own.
    let (language, code) = match inner.split_once('\n') {
        Some((first, rest)) if is_language(first.trim_end()) => (Some(first.trim_end().to_owned()), rest),
        _ => (None, inner),
    };
    let code = code.trim_start_matches(['\n', '\r']).trim_end_matches(['\n', '\r']);
    CodeBlock { language, code: code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{CodeBlock, code, marked_length};

    fn block(language: Option<&str>, code: &str) -> CodeBlock {
        CodeBlock { language: language.map(str::to_owned), code: code.to_owned() }
    }

    #[test]
    fn code_is_parsed_from_its_marks() {
        let cases = [
            ("```rust\nfn main() {}\n```", Some(block(Some("rust"), "fn main() {}"))),
            ("```c++\nint x;```", Some(block(Some("c++"), "int x;"))),
            ("```\n  a\n  b\n```", Some(block(None, "  a\n  b"))),
            ("```rust```", Some(block(None, "rust"))),
            ("```two words\nx```", Some(block(None, "two words\nx"))),
            ("``````", Some(block(None, ""))),
            ("`1 + 1`", Some(block(None, "1 + 1"))),
            ("``a ` b``", Some(block(None, "a ` b"))),
            ("1 + 1", Some(block(None, "1 + 1"))),
            ("`a` and `b`", Some(block(None, "`a` and `b`"))),
            ("`", Some(block(None, "`"))),
            ("```rust\nx", None),
            ("```a``` b", None),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), expected, "{text:?}");
        }
    }

    #[test]
    fn marked_returns_the_length_of_the_code() {
        let cases = [
            ("```a``` b", Some(7)),
            ("`a b` c", Some(5)),
            ("``a ` b`` c", Some(9)),
            ("a `b`", None),
            ("`a", None),
            ("``", None),
            ("```a b", Some(6)),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(marked_length(text), expected, "{text:?}");
        }
    }
}
