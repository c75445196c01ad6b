//! `/hello who:world` typed as a line.

use serde_json::Value;

use super::controls::Speaker;
use crate::args::lexer::Lexer;
use crate::sandbox::{Sandbox, SandboxError, SlashCall};

/// Reads a slash command, such as `/tag create name:x`. Words without a name fill the options in order, the way one is
/// tempted to type them.
pub(super) fn call(line: &str, speaker: &Speaker, sandbox: &Sandbox) -> Result<SlashCall, SandboxError> {
    let (path, options, rest) = command(line, sandbox);
    let mut lexer = Lexer::new(rest, |name| options.iter().any(|option| option == name));
    let mut given = Vec::new();
    while !lexer.remainder().is_empty() {
        let named = lexer.take_name();
        match lexer.word() {
            Ok(word) => given.push((named, word.unwrap_or_default())),
            Err(error) => return Err(sandbox.discord().refused(error.to_string())),
        }
    }
    let is_free = |option: &&String| !given.iter().any(|(named, _)| *named == Some(option.as_str()));
    let mut free = options.iter().filter(is_free);
    let mut call = speaker.member().slash(&path);
    for (named, value) in &given {
        let Some(option) = named.or_else(|| free.next().map(String::as_str)) else {
            let why =
                format!("/{path} has no option for `{value}`; put a text of several words in \"quotes\"");
            return Err(sandbox.discord().refused(why));
        };
        call = call.option(option, value.as_str());
    }
    Ok(call)
}

/// The command with its subcommand, the options of that, and what is left of the line.
fn command<'l>(line: &'l str, sandbox: &Sandbox) -> (String, Vec<String>, &'l str) {
    let (name, mut rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let mut path = name.to_owned();
    let commands = sandbox.commands();
    let mut at = commands.iter().find(|command| is_chat(command) && named(command) == name);
    loop {
        let (word, after) =
            rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim_start(), ""));
        let inner = options(at).find(|option| is_nested(option) && named(option) == word);
        if inner.is_none() {
            break;
        }
        path = format!("{path} {word}");
        (at, rest) = (inner, after);
    }
    (path, options(at).map(|option| named(option).to_owned()).collect(), rest)
}

fn options(at: Option<&Value>) -> impl Iterator<Item = &Value> {
    at.and_then(|command| command.get("options")).and_then(Value::as_array).into_iter().flatten()
}

fn named(value: &Value) -> &str {
    value.get("name").and_then(Value::as_str).unwrap_or_default()
}

fn is_chat(command: &Value) -> bool {
    command.get("type").and_then(Value::as_u64) == Some(1)
}

fn is_nested(option: &Value) -> bool {
    matches!(option.get("type").and_then(Value::as_u64), Some(1 | 2))
}
