//! Finds out whether a function is an associated one. An attribute sees only its own item, so the source around it is read; without it,
//! rustc reports each item of the expansion that an `impl` cannot contain.

use proc_macro::Span;

/// Returns whether the attribute that is expanded is in an `impl` or a `trait`. When the source cannot be read, it is not.
pub fn is_in_impl() -> bool {
    // Without a compiler, as in the golden tests, there is no source. An attribute at the start of a line is in no block.
    if !proc_macro::is_available() || Span::call_site().column() <= 1 {
        return false;
    }
    let attribute = Span::call_site();
    let source = attribute.local_file().and_then(|path| std::fs::read_to_string(path).ok());
    source
        .is_some_and(|source| before(&source, attribute.line(), attribute.column()).is_some_and(ends_in_impl))
}

/// Returns the text before a line and a column, as the compiler counts them: from 1, in characters.
fn before(source: &str, line: usize, column: usize) -> Option<&str> {
    // The compiler removes a byte order mark.
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let start: usize = source.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let (inside, _) = source.get(start..)?.char_indices().nth(column.checked_sub(1)?)?;
    source.get(..start + inside)
}

/// A block that is not closed yet.
enum Block {
    /// An `impl` or a `trait`.
    Impl,
    /// An expression in the header of an `impl`, which goes on behind it: `impl A<{ N + 1 }> {`.
    InHeader(String),
    Other,
}

impl Block {
    /// Returns the block that the brace behind a header opens.
    fn opened(header: String) -> Self {
        if goes_on(&header) {
            Self::InHeader(header)
        } else if is_impl(&header) {
            Self::Impl
        } else {
            Self::Other
        }
    }
}

/// Returns whether the innermost block around the end of the text is an `impl` or a `trait`.
fn ends_in_impl(source: &str) -> bool {
    let mut blocks = Vec::new();
    // The text between the previous item or block and the next brace, without comments and literals.
    let mut header = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest, header.chars().next_back()).unwrap_or(first.len_utf8());
        let Some((_, after)) = rest.split_at_checked(length) else { return false };
        match first {
            _ if length > first.len_utf8() => header.push(' '),
            '{' => blocks.push(Block::opened(std::mem::take(&mut header))),
            '}' => match blocks.pop() {
                Some(Block::InHeader(before)) => header = before,
                _ => header.clear(),
            },
            ';' if !goes_on(&header) => header.clear(),
            other => header.push(other),
        }
        rest = after;
    }
    matches!(blocks.last(), Some(Block::Impl))
}

/// Returns the length in bytes of a comment, a string or a character at the start of the text, if there is one; `before` is the
/// character in front of it.
fn skipped(text: &str, before: Option<char>) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(comment(text));
    }
    if text.starts_with('"') {
        return Some(1 + quoted(text.get(1..)?, '"'));
    }
    if let Some(inside) = text.strip_prefix('\'') {
        let mut chars = inside.chars();
        return match (chars.next()?, chars.next()?) {
            ('\\', _) => Some(1 + quoted(inside, '\'')),
            (one, '\'') => Some(2 + one.len_utf8()),
            // A lifetime.
            _ => None,
        };
    }
    let is_word = before.is_some_and(|before| before.is_alphanumeric() || before == '_');
    if is_word || !text.starts_with(['r', 'b', 'c']) {
        return None;
    }
    raw(text)
}

/// Returns the length of a text up to and including the closing quote; a backslash escapes the next character.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Returns the length of a raw string such as `br#"…"#`.
fn raw(text: &str) -> Option<usize> {
    let inside = text.trim_start_matches(['b', 'c']).strip_prefix('r')?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    let content = inside.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let before = text.len() - content.len();
    Some(content.find(&end).map_or(text.len(), |at| before + at + end.len()))
}

/// Returns the length of a block comment; they nest.
fn comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("/*") {
            depth += 1;
        } else if rest.starts_with("*/") {
            depth = depth.saturating_sub(1);
        }
        let is_mark = rest.starts_with("/*") || rest.starts_with("*/");
        let length = if is_mark { 2 } else { first.len_utf8() };
        rest = rest.get(length..).unwrap_or_default();
        if depth == 0 {
            break;
        }
    }
    text.len() - rest.len()
}

/// Returns whether the text before a brace begins an `impl` or a `trait`.
fn is_impl(header: &str) -> bool {
    let mut rest = header.trim_start();
    while let Some(attribute) = rest.strip_prefix("#[").or_else(|| rest.strip_prefix("#![")) {
        rest = after_attribute(attribute).trim_start();
    }
    let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let word = words.find(|word| !matches!(*word, "unsafe" | "pub" | "crate" | "super" | "in" | "default"));
    matches!(word, Some("impl" | "trait"))
}

/// Returns the text behind the bracket that closes an attribute.
fn after_attribute(attribute: &str) -> &str {
    let mut open = 1_usize;
    for (at, c) in attribute.char_indices() {
        match c {
            '[' => open += 1,
            ']' if open == 1 => return attribute.get(at + 1..).unwrap_or_default(),
            ']' => open -= 1,
            _ => {}
        }
    }
    ""
}

/// Returns whether the text is the header of an `impl` with an open bracket, as in `impl A<{ N }>` and `impl A for [u8; 2]`.
fn goes_on(header: &str) -> bool {
    let mut open = 0_usize;
    let mut previous = ' ';
    if !is_impl(header) {
        return false;
    }
    for c in header.chars() {
        match c {
            '(' | '[' | '<' => open += 1,
            // An arrow, as in `impl<F: Fn() -> u8>`.
            '>' if previous == '-' => {}
            ')' | ']' | '>' => open = open.saturating_sub(1),
            _ => {}
        }
        previous = c;
    }
    open > 0
}

#[cfg(test)]
mod tests {
    use super::{before, ends_in_impl};

    /// Returns whether `HERE` is in an `impl`.
    fn here(source: &str) -> bool {
        ends_in_impl(source.split_once("HERE").unwrap().0)
    }

    #[test]
    fn an_associated_function_is_found() {
        assert!(here("struct A;\n#[cfg(x)]\nimpl<'a, T: B<'a>> A\nwhere\n    T: C,\n{\n    HERE\n}"));
        assert!(here("impl A {\n    fn f() { loop {} }\n    // }\n    const X: &str = \"}\";\n    HERE\n}"));
        assert!(here(
            "impl A {\n    /* } /* } */ */\n    const X: char = '}';\n    const Y: &str = r#\"}\"}\"#;\n    HERE\n}"
        ));
        assert!(here("pub(crate) unsafe trait A {\n    HERE\n}"));
    }

    #[test]
    fn an_associated_function_is_found_behind_other_code_of_its_line() {
        assert!(here("impl A { HERE }"));
        assert!(here("struct A; impl A { HERE }"));
        assert!(here("mod b { impl super::A { HERE } }"));
        assert!(here("fn f() {} impl A { fn f() -> u8 { if true { 1 } else { 2 } } #[inline] HERE }"));
        assert!(here("impl A {} impl B { /** it's { */ const X: [u8; 2] = [b'}', b'\\'']; HERE }"));
        assert!(here("#[doc = \"{\"] #[a([b], [c])] impl A { #[doc = \"}\"] HERE }"));
        assert!(here("impl<F: Fn() -> u8> A for F where F: Send, { type B = (); HERE }"));
    }

    #[test]
    fn an_expression_in_a_header_is_no_block_of_its_own() {
        assert!(here("impl A<{ N + 1 }> for [u8; 2] {\n    HERE\n}"));
        assert!(here("impl<T> A for T where [(); { 1 }]: Sized { HERE }"));
        assert!(!here("impl A<{ N + 1 }> { fn f() { HERE } }"));
        assert!(!here("impl A for [u8; 2] {} HERE"));
    }

    #[test]
    fn other_functions_are_free() {
        assert!(!here("impl A {}\nmod b {\n    HERE\n}"));
        assert!(!here("impl A {\n    fn f() {\n        HERE\n    }\n}"));
        assert!(!here("fn f() -> impl B {\n    HERE\n}"));
        assert!(!here("const X: &str = \"impl A {\";\nconst Y: char = '\\'';\n  HERE"));
        assert!(!here("// impl A {\nmod implement {\n    HERE\n}"));
        assert!(!here("HERE"));
    }

    #[test]
    fn other_functions_are_free_behind_other_code_of_their_line() {
        assert!(!here("impl A {} HERE"));
        assert!(!here("impl A { fn f() {} } HERE"));
        assert!(!here("mod b { impl A {} HERE }"));
        assert!(!here("impl A { fn f() { mod c { HERE } } }"));
        assert!(!here("/* impl A { */ HERE"));
        assert!(!here("const X: &str = \"impl A {\"; HERE"));
        assert!(!here("const X: &str = r##\"\"# impl A {\"##; const Y: char = '{'; HERE"));
        assert!(!here("type B = Box<dyn Fn() -> u8>; trait A {} mod trait_ { HERE }"));
    }

    #[test]
    fn columns_are_counted_in_characters() {
        let source = "\u{feff}é {\r\n  \"é\" x\n";
        assert_eq!(before(source, 1, 3), Some("é "));
        assert_eq!(before(source, 2, 7), Some("é {\r\n  \"é\" "));
        assert_eq!(before(source, 1, 1), Some(""));
        assert_eq!((before(source, 5, 1), before(source, 2, 40), before(source, 0, 1)), (None, None, None));
    }
}
