//! `/hello who:world` typed as a line.

use serde_json::Value;

use super::controls::Speaker;
use crate::args::lexer::Lexer;
use crate::sandbox::{Sandbox, SandboxError, SlashCall};

/// Reads a slash command. Words without a name fill the options in order, the way one is tempted to type them.
pub(super) fn call(line: &str, speaker: &Speaker, sandbox: &Sandbox) -> Result<SlashCall, SandboxError> {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let options = options(sandbox, name);
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
    let mut call = speaker.member().slash(name);
    for (named, value) in &given {
        let Some(option) = named.or_else(|| free.next().map(String::as_str)) else {
            let why =
                format!("/{name} has no option for `{value}`; put a text of several words in \"quotes\"");
            return Err(sandbox.discord().refused(why));
        };
        call = call.option(option, value.as_str());
    }
    Ok(call)
}

fn options(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let commands = sandbox.commands();
    let command = commands.iter().find(|command| command.get("name").and_then(Value::as_str) == Some(name));
    let options = command.and_then(|command| command.get("options")).and_then(Value::as_array);
    let names = options.into_iter().flatten().filter_map(|option| option.get("name").and_then(Value::as_str));
    names.map(str::to_owned).collect()
}
