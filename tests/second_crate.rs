//! Tests commands of a second crate: linked by `use … as _`, callable, and validated together with the program's own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use cogs as _;
use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

/// A command of this program.
#[command]
async fn local() -> &'static str {
    "from here"
}

/// A command with the same name as one of the other crate.
#[command(name = "remote")]
async fn clash() {}

#[tokio::test]
async fn a_command_of_another_crate_answers() -> Result<()> {
    let registry = Registry::empty().command::<cogs::remote>().command::<local>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!far").await?.content, "from afar");
    assert_eq!(alice.slash("remote").send().await?.content, "from afar");
    assert_eq!(alice.says("!local").await?.content, "from here");
    Ok(())
}

#[test]
fn a_duplicate_name_is_reported_with_both_locations() {
    let problems = Registry::linked().validate().unwrap_err();
    let text = problems.to_string();
    assert_eq!(problems.iter().len(), 1, "{text}");
    assert!(text.contains("cogs/src/lib.rs:") && text.contains("second_crate.rs:"), "{text}");
    assert!(text.contains("the command `remote` is declared at"), "{text}");
}
