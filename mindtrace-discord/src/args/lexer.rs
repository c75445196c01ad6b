//! The one lexer for commands written as text.
//!
//! ```text
//! word     = name ":" value | value
//! value    = (char | "\" escaped | quoted)*
//! quoted   = '"' … '"'          also “ … ” as phones write it
//! ```
//! Words are separated by white space. A backslash takes the meaning from a quote, a backslash, a colon or white
//! space; before anything else it is a backslash. `name:` counts only before a name that the command has.

use super::ArgumentError;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The argument it was written for: `who` of `who:world`.
    pub(crate) name: Option<String>,
    /// The text without quotes and escapes.
    pub(crate) text: String,
    /// Where the value starts in the source, for an argument that takes the rest as it stands.
    pub(crate) start: usize,
}

/// Splits `source` into words; `is_name` says which names the command has.
///
/// # Errors
///
/// [`ArgumentError::OpenQuote`] when a quote is never closed.
pub(crate) fn words(source: &str, is_name: impl Fn(&str) -> bool) -> Result<Vec<Word>, ArgumentError> {
    let mut words = Vec::new();
    let mut rest = source.char_indices().peekable();
    loop {
        while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        let Some(&(start, _)) = rest.peek() else { return Ok(words) };
        let mut word = Word { name: None, text: String::new(), start };
        // A name is plain: the first quote or escape ends the chance of one.
        let mut plain = true;
        while let Some((at, c)) = rest.next_if(|(_, c)| !c.is_whitespace()) {
            match c {
                '\\' => {
                    plain = false;
                    match rest
                        .next_if(|(_, c)| matches!(c, '"' | '“' | '”' | '\\' | ':') || c.is_whitespace())
                    {
                        Some((_, escaped)) => word.text.push(escaped),
                        None => word.text.push('\\'),
                    }
                }
                '"' | '“' => {
                    plain = false;
                    quoted(c, &mut rest, &mut word.text)?;
                }
                ':' if plain && word.name.is_none() && is_name(&word.text) => {
                    word.name = Some(std::mem::take(&mut word.text));
                    word.start = at + 1;
                    // `who: world`, the way Discord itself shows it.
                    while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                    if let Some(&(at, _)) = rest.peek() {
                        word.start = at;
                    }
                    plain = false;
                }
                other => word.text.push(other),
            }
        }
        words.push(word);
    }
}

fn quoted(
    open: char,
    rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    text: &mut String,
) -> Result<(), ArgumentError> {
    let close = if open == '“' { '”' } else { '"' };
    while let Some((_, c)) = rest.next() {
        match c {
            '\\' => match rest.next_if(|(_, c)| matches!(c, '"' | '“' | '”' | '\\')) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push('\\'),
            },
            c if c == close => return Ok(()),
            other => text.push(other),
        }
    }
    Err(ArgumentError::OpenQuote)
}

#[cfg(test)]
mod tests {
    use super::{ArgumentError, words};

    fn lex(source: &str) -> Vec<(Option<String>, String)> {
        words(source, |name| matches!(name, "who" | "count"))
            .unwrap()
            .into_iter()
            .map(|word| (word.name, word.text))
            .collect()
    }

    fn plain(texts: &[&str]) -> Vec<(Option<String>, String)> {
        texts.iter().map(|text| (None, (*text).to_owned())).collect()
    }

    #[test]
    fn words_are_separated_by_any_white_space() {
        assert_eq!(lex("  a\tb\n c "), plain(&["a", "b", "c"]));
        assert_eq!(lex(""), plain(&[]));
    }

    #[test]
    fn quotes_keep_a_word_together() {
        assert_eq!(lex(r#""a b" c"#), plain(&["a b", "c"]));
        assert_eq!(lex("“a b” c"), plain(&["a b", "c"]));
        assert_eq!(lex(r#"a"b c"d"#), plain(&["ab cd"]));
        assert_eq!(lex(r#""""#), plain(&[""]));
        assert_eq!(lex("it's"), plain(&["it's"]));
    }

    #[test]
    fn escapes_take_the_meaning_from_quotes() {
        assert_eq!(lex(r#"\"a b\""#), plain(&["\"a", "b\""]));
        assert_eq!(lex(r#""say \"hi\"""#), plain(&["say \"hi\""]));
        assert_eq!(lex(r"a\ b"), plain(&["a b"]));
        assert_eq!(lex(r"C:\dir \o/"), plain(&[r"C:\dir", r"\o/"]));
        assert_eq!(lex(r"who\:x"), plain(&["who:x"]));
    }

    #[test]
    fn names_count_only_when_the_command_has_them() {
        assert_eq!(lex("who:world"), [(Some("who".into()), "world".into())]);
        assert_eq!(lex("who: world"), [(Some("who".into()), "world".into())]);
        assert_eq!(
            lex(r#"who:"a b" count:3"#),
            [(Some("who".into()), "a b".into()), (Some("count".into()), "3".into())]
        );
        assert_eq!(lex("http://x 12:30 <t:1:R>"), plain(&["http://x", "12:30", "<t:1:R>"]));
        assert_eq!(lex(r#""who:x""#), plain(&["who:x"]));
        assert_eq!(lex("who:a:b"), [(Some("who".into()), "a:b".into())]);
    }

    #[test]
    fn an_open_quote_is_an_error() {
        assert_eq!(words("\"a", |_| false), Err(ArgumentError::OpenQuote));
    }
}
