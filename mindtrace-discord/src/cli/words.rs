//! Joins the words of a shell to a message that the lexer splits into the same words.

use crate::args::Consumes;
use crate::args::limit::Presence;
use crate::command::{CommandSpec, ParamSpec};
use crate::registry::Registry;

/// The most words in the name of a command: a group, a group inside it, and the command.
const LONGEST_PATH: usize = 3;

/// Returns the content of the message. A single word is the whole message. Of several words, each is quoted if it needs to be, except
/// those of a `rest` parameter. `prefix` is the one with which they begin.
pub(crate) fn text(words: &[String], prefix: Option<&str>, registry: &Registry) -> String {
    if let [whole] = words {
        return whole.clone();
    }
    let typed = words.join(" ");
    let bare = typed.strip_prefix('/').or_else(|| typed.strip_prefix(prefix?)).unwrap_or(&typed);
    let (params, path) = match called(registry, bare) {
        Some((command, path)) => (command.params, path),
        None => (&[][..], 1),
    };
    // A single word of the shell may be a name of several words.
    let ends = words.iter().scan(0, |end, word| {
        *end += word.split_whitespace().count();
        Some(*end)
    });
    let (name, arguments) =
        words.split_at(ends.take_while(|end| *end < path).count().saturating_add(1).min(words.len()));
    let rest = start_of_rest(params, arguments);
    let (arguments, rest) = arguments.split_at(rest);
    let arguments = arguments.iter().map(|word| quoted(word));
    name.iter().cloned().chain(arguments).chain(rest.iter().cloned()).collect::<Vec<_>>().join(" ")
}

/// Returns the command that a text without a prefix calls, and the number of words in its name.
pub(crate) fn called<'a>(registry: &'a Registry, text: &str) -> Option<(&'a CommandSpec, usize)> {
    let words: Vec<&str> = text.split_whitespace().take(LONGEST_PATH).collect();
    (1..=words.len()).rev().find_map(|end| {
        let path = words.get(..end)?.join(" ").to_lowercase();
        Some((registry.find(&path)?, end))
    })
}

/// Returns the number of words before the `rest` parameter, which takes the rest of a message unchanged, quotes included.
fn start_of_rest(params: &[ParamSpec], words: &[String]) -> usize {
    let takes_words =
        |param: &&ParamSpec| matches!(param.reads, Consumes::Word | Consumes::CodeBlock | Consumes::Rest);
    let mut open: Vec<&ParamSpec> = params.iter().filter(takes_words).collect();
    let has_flags = params.iter().any(|param| param.reads == Consumes::Flag);
    for (at, word) in words.iter().enumerate() {
        if has_flags && word.starts_with("--") {
            continue;
        }
        let name = word.split_once([':', '=']).map(|(name, _)| name);
        let index = open.iter().position(|param| Some(param.name) == name).unwrap_or(0);
        match open.get(index) {
            Some(param) if param.reads == Consumes::Rest => return at,
            Some(param) if param.presence != Presence::List => drop(open.remove(index)),
            _ => {}
        }
    }
    words.len()
}

/// Quotes a word if it needs to be. A name, as in `who:a b` and `--loud=no`, stays in front of the quotes.
fn quoted(word: &str) -> String {
    let needs_quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„');
    if !word.is_empty() && !word.contains(needs_quotes) {
        return word.to_owned();
    }
    let named = word.find([':', '=']).map_or(0, |end| end + 1);
    let (name, value) = word.split_at(named);
    let (name, value) =
        if name.contains(|c| needs_quotes(c) || c == '\\') { ("", word) } else { (name, value) };
    let mut text = format!("{name}\"");
    for c in value.chars() {
        if matches!(c, '\\' | '"') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::{quoted, start_of_rest, text};
    use crate::args::lexer::Lexer;
    use crate::builtin::help::Help;
    use crate::command::ParamSpec;
    use crate::registry::Registry;

    #[test]
    fn a_quoted_word_is_parsed_back_unchanged() {
        let words = [
            "",
            "a",
            "a b",
            "\"",
            "say \"hi\"",
            "“a b”",
            "„",
            "a\tb",
            "a\nb",
            r"C:\my files",
            r"a \",
            r#"\""#,
            "who:a b",
            "a=b c",
            "http://x y",
            "a b:c",
        ];
        for word in words {
            let mut lexer_text = quoted(word);
            lexer_text.push_str(" next");
            let mut lexer = Lexer::new(&lexer_text, |_| false);
            assert_eq!(lexer.word(), Ok(Some(word.to_owned())), "{lexer_text}");
            assert_eq!(lexer.word(), Ok(Some("next".to_owned())), "{lexer_text}");
        }
    }

    #[test]
    fn a_name_stays_in_front_of_the_quotes() {
        assert_eq!(quoted("who:a b"), r#"who:"a b""#);
        assert_eq!(quoted("--share=a b"), r#"--share="a b""#);
        assert_eq!(quoted("a b:c"), r#""a b:c""#);
        assert_eq!(quoted("who:world"), "who:world");
    }

    #[test]
    fn the_rest_is_not_quoted_behind_any_of_the_prefixes() {
        let words = ["?help", "tag create"].map(str::to_owned);
        let registry = Registry::empty().command::<Help>();
        assert_eq!(text(&words, Some("?"), &registry), "?help tag create");
        let words = ["help", "tag create"].map(str::to_owned);
        assert_eq!(text(&words, None, &registry), "help tag create");
    }

    #[test]
    fn the_rest_starts_after_the_other_arguments() {
        const PARAMS: &[ParamSpec] = &[
            ParamSpec::of::<String>("who", "w"),
            ParamSpec::of::<bool>("loud", "l").flag(),
            ParamSpec::of::<String>("what", "w").rest(),
        ];
        let cases: &[(&[&str], usize)] = &[
            (&["bob", "wash up"], 1),
            (&["--loud", "bob", "wash up"], 2),
            (&["bob", "--loud", "wash", "up"], 2),
            (&["who:bob", "wash up"], 1),
            (&["what:wash up"], 0),
            (&["what=wash up"], 0),
            (&["bob"], 1),
            (&[], 0),
        ];
        for (words, expected) in cases {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            assert_eq!(start_of_rest(PARAMS, &words), *expected, "{words:?}");
        }
        let words = ["a b", "c d"].map(str::to_owned);
        assert_eq!(start_of_rest(&[ParamSpec::of::<Vec<String>>("list", "l")], &words), 2);
        assert_eq!(start_of_rest(&[], &words), 2);
    }
}
