//! The lexer for prefix commands.
//!
//! ```text
//! word     = [name (":" | "=")] (char | "\" escaped | quoted)*
//! quoted   = '"' … '"'          also “ … ” as phones write it, and „ … “
//! ```
//! Words are separated by white space. A backslash escapes a quote, a backslash, a colon, an equals sign or white space; before any other
//! character it is an ordinary backslash. `name:` and `name=` are recognized only if the command has a parameter of that name. `==`,
//! `=>` and `::` are part of code.

use super::{ArgumentError, code};

/// Reads a text word by word.
pub(crate) struct Lexer<'a, F> {
    rest: &'a str,
    is_name: F,
}

impl<'a, F: Fn(&str) -> bool> Lexer<'a, F> {
    /// Creates a lexer for `source`; `is_name` returns whether the command has a parameter of that name.
    pub(crate) fn new(source: &'a str, is_name: F) -> Self {
        Self { rest: source.trim_start(), is_name }
    }

    /// Returns the parameter name in front of the next word, if there is one.
    pub(crate) fn name(&self) -> Option<&'a str> {
        let (name, rest) = self.rest.split_at_checked(self.rest.find([':', '='])?)?;
        let is_code = ["==", "=>", "::"].iter().any(|mark| rest.starts_with(mark));
        (!is_code && (self.is_name)(name)).then_some(name)
    }

    /// Returns the rest of the text, verbatim.
    pub(crate) fn remainder(&self) -> &'a str {
        self.rest
    }

    /// Takes the parameter name in front of the next word, as returned by [`name`](Self::name).
    pub(crate) fn take_name(&mut self) -> Option<&'a str> {
        let name = self.name()?;
        // Discord itself shows `who: world`, with a space.
        self.rest = self.rest.get(name.len() + 1..)?.trim_start();
        Some(name)
    }

    /// Returns the name if the next word is `--name` or `--name=value`. Phones turn two hyphens into one dash.
    pub(crate) fn flag(&self) -> Option<&'a str> {
        let flag = self.rest.strip_prefix("--").or_else(|| self.rest.strip_prefix('—'))?;
        let name = flag.split(|c: char| c.is_whitespace() || c == '=').next()?;
        (!name.is_empty()).then_some(name)
    }

    /// Takes a piece of code including its marks, else the next word; `None` at the end of the text.
    ///
    /// # Errors
    ///
    /// Those of [`word`](Self::word).
    pub(crate) fn code(&mut self) -> Result<Option<String>, ArgumentError> {
        let Some((code, rest)) =
            code::marked_length(self.rest).and_then(|end| self.rest.split_at_checked(end))
        else {
            return self.word();
        };
        self.rest = rest.trim_start();
        Ok(Some(code.to_owned()))
    }

    /// Skips everything up to the next white space. Quotes have no meaning.
    pub(crate) fn skip(&mut self) {
        let end = self.rest.find(char::is_whitespace).unwrap_or(self.rest.len());
        self.rest = self.rest.get(end..).unwrap_or_default().trim_start();
    }

    /// Returns the next word without taking it; `None` at the end of the text and for an unclosed quote.
    pub(crate) fn peek(&self) -> Option<String> {
        Lexer { rest: self.rest, is_name: |_: &str| false }.word().ok().flatten()
    }

    /// Takes the next word, without quotes and escapes; `None` at the end of the text.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::OpenQuote`] when a quote is not closed.
    pub(crate) fn word(&mut self) -> Result<Option<String>, ArgumentError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut text = String::new();
        let mut chars = self.rest.char_indices().peekable();
        while let Some((_, c)) = chars.next_if(|(_, c)| !c.is_whitespace()) {
            match (c, closing(c)) {
                ('\\', _) => {
                    let is_escaped =
                        |c: char| matches!(c, '\\' | ':' | '=') || is_quote(c) || c.is_whitespace();
                    text.push(chars.next_if(|(_, c)| is_escaped(*c)).map_or('\\', |(_, escaped)| escaped));
                }
                (_, Some(close)) => quoted(close, &mut chars, &mut text)?,
                (other, None) => text.push(other),
            }
        }
        let end = chars.peek().map_or(self.rest.len(), |(at, _)| *at);
        self.rest = self.rest.get(end..).unwrap_or_default().trim_start();
        Ok(Some(text))
    }
}

/// Quotes a value so that it is read back as one word.
pub(crate) fn quote(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', r"\\").replace('"', "\\\""))
}

type Chars<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

fn quoted(close: &[char], chars: &mut Chars<'_>, text: &mut String) -> Result<(), ArgumentError> {
    while let Some((_, c)) = chars.next() {
        match c {
            '\\' => text.push(
                chars.next_if(|(_, c)| *c == '\\' || is_quote(*c)).map_or('\\', |(_, escaped)| escaped),
            ),
            c if close.contains(&c) => return Ok(()),
            other => text.push(other),
        }
    }
    Err(ArgumentError::OpenQuote)
}

/// Returns the characters that close a quote opened by `c`. Phones write “…”, German ones „…“.
fn closing(c: char) -> Option<&'static [char]> {
    match c {
        '"' => Some(&['"']),
        '“' => Some(&['”']),
        '„' => Some(&['“', '”']),
        _ => None,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use super::{ArgumentError, Lexer};

    fn words(source: &str) -> Result<Vec<String>, ArgumentError> {
        let mut lexer = Lexer::new(source, |_| false);
        std::iter::from_fn(|| lexer.word().transpose()).collect()
    }

    /// Returns each word with its parameter name.
    fn named(source: &str) -> Vec<(Option<&str>, String)> {
        let mut lexer = Lexer::new(source, |name| matches!(name, "who" | "count"));
        let mut found = Vec::new();
        loop {
            let name = lexer.take_name();
            match lexer.word().unwrap() {
                Some(word) => found.push((name, word)),
                None => return found,
            }
        }
    }

    #[test]
    fn words_are_separated_by_any_white_space() {
        assert_eq!(words("  a\tb\n c ").unwrap(), ["a", "b", "c"]);
        assert_eq!(words("").unwrap(), [""; 0]);
    }

    #[test]
    fn a_quoted_text_is_one_word() {
        assert_eq!(words(r#""a b" c"#).unwrap(), ["a b", "c"]);
        assert_eq!(words("“a b” c").unwrap(), ["a b", "c"]);
        assert_eq!(words("„a b“ c").unwrap(), ["a b", "c"]);
        assert_eq!(words(r#"a"b c"d"#).unwrap(), ["ab cd"]);
        assert_eq!(words(r#""""#).unwrap(), [""]);
        assert_eq!(words("it's").unwrap(), ["it's"]);
    }

    #[test]
    fn backslashes_escape_quotes_and_spaces() {
        assert_eq!(words(r#"\"a b\""#).unwrap(), ["\"a", "b\""]);
        assert_eq!(words(r#""say \"hi\"""#).unwrap(), ["say \"hi\""]);
        assert_eq!(words(r"a\ b").unwrap(), ["a b"]);
        assert_eq!(words(r"C:\dir \o/").unwrap(), [r"C:\dir", r"\o/"]);
        assert_eq!(named(r"who\:x"), [(None, "who:x".to_owned())]);
    }

    #[test]
    fn only_parameter_names_are_recognized() {
        assert_eq!(named("who:world"), [(Some("who"), "world".to_owned())]);
        assert_eq!(named("who: world"), [(Some("who"), "world".to_owned())]);
        assert_eq!(
            named("who=world count=3"),
            [(Some("who"), "world".to_owned()), (Some("count"), "3".to_owned())]
        );
        assert_eq!(named(r"who==x who\=x"), [(None, "who==x".to_owned()), (None, "who=x".to_owned())]);
        assert_eq!(
            named(r#"who:"a b" count:3"#),
            [(Some("who"), "a b".to_owned()), (Some("count"), "3".to_owned())]
        );
        let plain = ["http://x", "12:30", "<t:1:R>"].map(|word| (None, word.to_owned()));
        assert_eq!(named("http://x 12:30 <t:1:R>"), plain);
        assert_eq!(named(r#""who:x""#), [(None, "who:x".to_owned())]);
        assert_eq!(named("who:a:b"), [(Some("who"), "a:b".to_owned())]);
    }

    #[test]
    fn operators_of_code_name_no_parameter() {
        for word in ["who==1", "who=>1", "who::is"] {
            assert_eq!(named(word), [(None, word.to_owned())]);
        }
    }

    #[test]
    fn an_open_quote_is_an_error() {
        assert_eq!(words("\"a"), Err(ArgumentError::OpenQuote));
    }

    #[test]
    fn flags_are_words_with_two_dashes() {
        let flag = |source| Lexer::new(source, |_| false).flag();
        let cases = [
            ("--loud x", Some("loud")),
            ("--loud=no", Some("loud")),
            ("—loud", Some("loud")),
            ("--", None),
            ("--=x", None),
            ("-loud", None),
            ("\"--loud\"", None),
            ("", None),
        ];
        for (source, expected) in cases {
            assert_eq!(flag(source), expected, "{source:?}");
        }
    }

    #[test]
    fn code_is_read_with_its_marks_or_as_a_word() {
        let mut lexer = Lexer::new("```rust\nlet a = \"b c\";``` `x y` z", |_| false);
        for expected in ["```rust\nlet a = \"b c\";```", "`x y`", "z"] {
            assert_eq!(lexer.code(), Ok(Some(expected.to_owned())));
        }
        assert_eq!(lexer.code(), Ok(None));
    }
}
