//! Words as a shell gives them, as a text that reads as the same words.

use crate::args::Reads;
use crate::args::limit::Presence;
use crate::command::{CommandSpec, ParamSpec};
use crate::registry::Registry;

/// The most words a name has: a command in a group within a group.
const LONGEST_PATH: usize = 3;

/// The content of the message that is meant. One word is all of it; of several, each that the shell kept together is put in quotes,
/// but for what a command takes as it stands.
pub(crate) fn text(words: &[String], prefix: &str, registry: &Registry) -> String {
    if let [whole] = words {
        return whole.clone();
    }
    let typed = words.join(" ");
    let bare = typed.strip_prefix('/').or_else(|| typed.strip_prefix(prefix)).unwrap_or(&typed);
    let (params, path) = match called(registry, bare) {
        Some((command, path)) => (command.params, path),
        None => (&[][..], 1),
    };
    // A name of several words may be one word of the shell.
    let ends = words.iter().scan(0, |end, word| {
        *end += word.split_whitespace().count();
        Some(*end)
    });
    let (name, arguments) =
        words.split_at(ends.take_while(|end| *end < path).count().saturating_add(1).min(words.len()));
    let rest = begin_of_rest(params, arguments);
    let (arguments, rest) = arguments.split_at(rest);
    let arguments = arguments.iter().map(|word| quoted(word));
    name.iter().cloned().chain(arguments).chain(rest.iter().cloned()).collect::<Vec<_>>().join(" ")
}

/// The command that a text without a prefix calls, and how many words its name has.
pub(crate) fn called<'a>(registry: &'a Registry, text: &str) -> Option<(&'a CommandSpec, usize)> {
    let words: Vec<&str> = text.split_whitespace().take(LONGEST_PATH).collect();
    (1..=words.len()).rev().find_map(|end| {
        let path = words.get(..end)?.join(" ").to_lowercase();
        Some((registry.find(&path)?, end))
    })
}

/// How many words come before the parameter that takes the rest of a message as it stands, where quotes would be its own.
fn begin_of_rest(params: &[ParamSpec], words: &[String]) -> usize {
    let takes_words =
        |param: &&ParamSpec| matches!(param.reads, Reads::Word | Reads::CodeBlock | Reads::Rest);
    let mut open: Vec<&ParamSpec> = params.iter().filter(takes_words).collect();
    let has_flags = params.iter().any(|param| param.reads == Reads::Flag);
    for (at, word) in words.iter().enumerate() {
        if has_flags && word.starts_with("--") {
            continue;
        }
        let name = word.split_once(':').map(|(name, _)| name);
        let place = open.iter().position(|param| Some(param.name) == name).unwrap_or(0);
        match open.get(place) {
            Some(param) if param.reads == Reads::Rest => return at,
            Some(param) if param.presence != Presence::List => drop(open.remove(place)),
            _ => {}
        }
    }
    words.len()
}

/// A word in quotes if it needs them. What it names, as in `who:a b` and `--loud=no`, stays in front of them.
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
    use super::{begin_of_rest, quoted};
    use crate::args::lexer::Lexer;
    use crate::command::ParamSpec;

    #[test]
    fn a_quoted_word_is_read_as_it_was() {
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
    fn what_is_taken_as_it_stands_begins_behind_what_comes_before() {
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
            (&["bob"], 1),
            (&[], 0),
        ];
        for (words, expected) in cases {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            assert_eq!(begin_of_rest(PARAMS, &words), *expected, "{words:?}");
        }
        let words = ["a b", "c d"].map(str::to_owned);
        assert_eq!(begin_of_rest(&[ParamSpec::of::<Vec<String>>("list", "l")], &words), 2);
        assert_eq!(begin_of_rest(&[], &words), 2);
    }
}
