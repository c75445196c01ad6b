//! What a prefix command does with words: `name=value`, and words that no parameter takes.

use mindtrace_discord::Registry;
use mindtrace_discord::args::CodeBlock;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

#[command]
async fn compile(code: CodeBlock, mode: Option<String>, edition: Option<u16>) -> String {
    format!("{:?}|{mode:?}|{edition:?}", code.code)
}

#[command(ignore_extra)]
async fn roll(sides: Option<u8>, #[arg(flag)] loud: bool) -> String {
    format!("{sides:?}|{loud}")
}

#[command]
async fn strict(sides: Option<u8>) -> String {
    format!("{sides:?}")
}

/// Commands that ignore further words.
#[commands(ignore_extra)]
mod lenient {
    use super::command;

    #[command]
    pub(super) async fn ping() -> &'static str {
        "pong"
    }

    #[command(ignore_extra = false)]
    pub(super) async fn pong() -> &'static str {
        "ping"
    }
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<compile>()
        .command::<roll>()
        .command::<strict>()
        .command::<lenient::ping>()
        .command::<lenient::pong>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn values_with_an_equals_sign_may_stand_before_a_code_block() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let expected = "\"x = 1\"|Some(\"release\")|Some(2024)";
    for call in [
        "!compile mode=release edition=2024 ```rs\nx = 1\n```",
        "!compile mode=release edition=2024\n```rs\nx = 1\n```",
        "!compile mode: release edition=\"2024\" ```\nx = 1```",
        "!compile `x = 1` mode=release edition=2024",
    ] {
        assert_eq!(alice.says(call).await?.content, expected, "{call}");
    }
    assert_eq!(alice.says(r"!compile `x` mode\=fast").await?.content, "\"x\"|Some(\"mode=fast\")|None");
    assert_eq!(alice.says("!compile `x` mode==fast").await?.content, "\"x\"|Some(\"mode==fast\")|None");
    Ok(())
}

#[tokio::test]
async fn further_words_are_ignored_where_the_command_says_so() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    for (call, answer) in [
        ("!roll 6 please", "Some(6)|false"),
        ("!roll 6 and be \"quick --loud", "Some(6)|true"),
        ("!roll", "None|false"),
        ("!ping are you there?", "pong"),
    ] {
        assert_eq!(alice.says(call).await?.content, answer, "{call}");
    }
    for call in ["!strict 6 please", "!pong please"] {
        let refused = alice.says(call).await?.content;
        assert!(refused.contains("`please`"), "{call}: {refused}");
    }
    Ok(())
}
