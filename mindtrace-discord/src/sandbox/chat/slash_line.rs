//! Slash commands typed as lines, such as `/hello who:world`.

use serde_json::Value;

use super::controls::Speaker;
use crate::args::lexer::Lexer;
use crate::sandbox::{Discord, SandboxError, SlashCall};

/// Parses a slash command, such as `/tag create name:x`. Words without a name are assigned to the remaining options in order.
pub(super) fn call(line: &str, speaker: &Speaker, discord: &Discord) -> Result<SlashCall, SandboxError> {
    let (path, options, rest) = command(line, discord);
    let mut lexer = Lexer::new(rest, |name| options.iter().any(|option| option == name));
    let mut values = Vec::new();
    while !lexer.remainder().is_empty() {
        let named = lexer.take_name();
        match lexer.word() {
            Ok(word) => values.push((named, word.unwrap_or_default())),
            Err(error) => return Err(discord.refused(error.to_string())),
        }
    }
    let is_free = |option: &&String| !values.iter().any(|(named, _)| *named == Some(option.as_str()));
    let mut free = options.iter().filter(is_free);
    let mut call = speaker.member().slash(&path);
    for (named, value) in &values {
        let Some(option) = named.or_else(|| free.next().map(String::as_str)) else {
            let reason = format!("/{path} has no option for `{value}`; put several words in \"quotes\"");
            return Err(discord.refused(reason));
        };
        call = call.option(option, value.as_str());
    }
    Ok(call)
}

/// Splits a line into the path of the command, the names of its options, and the rest of the line.
fn command<'l>(line: &'l str, discord: &Discord) -> (String, Vec<String>, &'l str) {
    let (name, mut rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let mut path = name.to_owned();
    let commands = discord.commands();
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn subcommands_and_options_are_parsed() {
        let discord = Discord::start().await.unwrap();
        let text = |name: &str| json!({"type": 3, "name": name, "description": "d"});
        let create =
            json!({"type": 1, "name": "create", "description": "d", "options": [text("name"), text("text")]});
        let group = json!({"type": 2, "name": "my", "description": "d", "options": [create]});
        let commands = json!([
            {"name": "tag", "description": "d", "options": [create, group]},
            {"name": "say", "description": "d", "options": [text("text")]},
        ]);
        let url = format!("{}/api/v10/applications/{}/commands", discord.url(), discord.application());
        let request = reqwest::Client::new().put(url).json(&commands);
        let token = format!("Bot {}", discord.token());
        assert!(request.header("authorization", token).send().await.unwrap().status().is_success());
        let speaker = Speaker::new(discord.member("alice").await.unwrap());
        let typed = |line: &str| call(line, &speaker, &discord).map(|call| call.typed());
        for (line, sent) in [
            ("tag create name:x", "/tag create name:x"),
            ("tag my  create x text: \"a b\"", "/tag my create name:x text:a b"),
            ("say create", "/say text:create"),
            ("tag", "/tag"),
        ] {
            assert_eq!(typed(line).unwrap(), sent);
        }
        assert!(typed("say a b").unwrap_err().to_string().contains("/say has no option for `b`"));
    }
}
