//! `/hello who:world` typed as a line.

use serde_json::Value;

use super::controls::Speaker;
use crate::args::lexer;
use crate::sandbox::{Sandbox, SandboxError};

/// Uses a slash command. Words without a name fill the options in order, the way one is tempted to type them.
pub(super) async fn send(line: &str, speaker: &Speaker, sandbox: &Sandbox) -> Result<(), SandboxError> {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let options = options(sandbox, name);
    let words = lexer::words(rest, |name| options.iter().any(|option| option == name))
        .map_err(|error| sandbox.discord().refused(error.to_string()))?;
    let mut call = speaker.member().slash(name);
    let mut free: Vec<&String> = options
        .iter()
        .filter(|option| !words.iter().any(|word| word.name.as_ref() == Some(*option)))
        .collect();
    free.reverse();
    for word in &words {
        let option = match &word.name {
            Some(name) => name.as_str(),
            None => match free.pop() {
                Some(option) => option.as_str(),
                None => {
                    let why = format!(
                        "/{name} has no option for `{}`; put a text of several words in \"quotes\"",
                        word.text
                    );
                    return Err(sandbox.discord().refused(why));
                }
            },
        };
        call = call.option(option, word.text.as_str());
    }
    call.send().await.map(|_| ())
}

fn options(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let commands = sandbox.commands();
    let command = commands.iter().find(|command| command.get("name").and_then(Value::as_str) == Some(name));
    let options = command.and_then(|command| command.get("options")).and_then(Value::as_array);
    let names = options.into_iter().flatten().filter_map(|option| option.get("name").and_then(Value::as_str));
    names.map(str::to_owned).collect()
}
