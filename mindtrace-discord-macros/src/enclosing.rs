//! Finds out whether a function is an associated one. An attribute sees only its own item, so the source around it is read; without it,
//! rustc reports each item of the expansion that an `impl` cannot contain.

use proc_macro2::Ident;

/// Returns whether the function is in an `impl` or a `trait`. When the source cannot be read, it is not.
pub fn is_in_impl(function: &Ident) -> bool {
    // Without a compiler, as in the golden tests, there is no source. An attribute at the start of a line is in no block.
    if !proc_macro::is_available() || proc_macro::Span::call_site().column() <= 1 {
        return false;
    }
    let span = function.span().unwrap();
    let source = span.local_file().and_then(|path| std::fs::read_to_string(path).ok());
    source.is_some_and(|source| is_line_in_impl(&source, span.line()))
}

/// Returns whether the innermost block around the start of a line, counted from 1, is an `impl` or a `trait`.
fn is_line_in_impl(source: &str, line: usize) -> bool {
    let mut blocks = Vec::new();
    // The text between the previous item or block and the next brace, without comments and literals.
    let mut header = String::new();
    let mut current = 1;
    let mut rest = source;
    while current < line {
        let Some(first) = rest.chars().next() else { return false };
        let length = skipped(rest, header.chars().next_back()).unwrap_or(first.len_utf8());
        let Some((part, after)) = rest.split_at_checked(length) else { return false };
        match first {
            _ if length > first.len_utf8() => header.push(' '),
            '{' => blocks.push(is_impl(&std::mem::take(&mut header))),
            '}' => {
                blocks.pop();
                header.clear();
            }
            ';' => header.clear(),
            other => header.push(other),
        }
        current += part.matches('\n').count();
        rest = after;
    }
    blocks.last() == Some(&true)
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
        rest = attribute.split_once(']').map_or("", |(_, after)| after).trim_start();
    }
    let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let word = words.find(|word| !matches!(*word, "unsafe" | "pub" | "crate" | "super" | "in" | "default"));
    matches!(word, Some("impl" | "trait"))
}

#[cfg(test)]
mod tests {
    use super::is_line_in_impl;

    /// Returns whether the line with `HERE` is in an `impl`.
    fn here(source: &str) -> bool {
        let line = source.lines().position(|line| line.contains("HERE")).unwrap();
        is_line_in_impl(source, line + 1)
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
    fn other_functions_are_free() {
        assert!(!here("impl A {}\nmod b {\n    HERE\n}"));
        assert!(!here("impl A {\n    fn f() {\n        HERE\n    }\n}"));
        assert!(!here("fn f() -> impl B {\n    HERE\n}"));
        assert!(!here("const X: &str = \"impl A {\";\nconst Y: char = '\\'';\n  HERE"));
        assert!(!here("// impl A {\nmod implement {\n    HERE\n}"));
        assert!(!here("HERE"));
    }
}
