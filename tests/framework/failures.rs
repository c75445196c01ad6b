//! Failures: callers read a user message with a reference id and no internal details.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use tokio::sync::Notify;

use crate::api::Api;

#[command]
async fn fails() -> Result<()> {
    Err("db password=hunter2".into())
}

#[command]
async fn anyhow_fails() -> anyhow::Result<String> {
    anyhow::bail!("db password=hunter2");
}

#[command]
async fn refuses() -> anyhow::Result<String> {
    Err(anyhow::Error::new(UserError::new("Not on a Monday.")).context("db password=hunter2"))
}

#[command]
async fn panics() -> String {
    panic!("hunter2")
}

/// An argument type whose conversion panics.
struct Grenade;

impl mindtrace_discord::args::Argument for Grenade {
    const KIND: mindtrace_discord::args::ArgumentKind = mindtrace_discord::args::ArgumentKind::String;
    const EXPECTED: &'static str = "anything";

    async fn convert(
        _: mindtrace_discord::args::Value,
        _: &mindtrace_discord::args::Lookup<'_>,
    ) -> std::result::Result<Self, mindtrace_discord::args::ConvertError> {
        panic!("hunter2")
    }
}

#[command]
async fn catches(_grenade: Grenade) {}

#[command(timeout = "50ms")]
async fn hangs() {
    std::future::pending::<()>().await;
}

/// Notifies the test when it starts, and waits for its cancellation.
#[command]
async fn waits(ctx: &Context, started: &Started) -> String {
    started.0.notify_one();
    ctx.cancelled().await;
    "stopped".to_owned()
}

struct Started(Arc<Notify>);

#[command]
async fn fine() -> &'static str {
    "fine"
}

async fn sandbox() -> Result<(Sandbox, Arc<Notify>)> {
    let registry = Registry::empty()
        .command::<fails>()
        .command::<anyhow_fails>()
        .command::<refuses>()
        .command::<panics>()
        .command::<catches>()
        .command::<hangs>()
        .command::<waits>()
        .command::<fine>();
    let started = Arc::new(Notify::new());
    let bot = Bot::builder().registry(registry).state(Started(Arc::clone(&started)));
    Ok((Sandbox::start(bot).await?, started))
}

#[tokio::test]
async fn failures_show_a_reference_and_no_details() -> Result<()> {
    let (sandbox, _) = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    for command in ["fails", "anyhow_fails", "panics", "catches x"] {
        let prefix = alice.says(&format!("!{command}")).await?.content;
        let (name, argument) = command.split_once(' ').unwrap_or((command, ""));
        let call = alice.slash(name);
        let call = if argument.is_empty() { call } else { call.option("grenade", argument) };
        let slash = call.send().await?.content;
        for message in [&prefix, &slash] {
            let reference = message
                .strip_prefix("Something went wrong on my side. Reference: `")
                .and_then(|rest| rest.strip_suffix('`'));
            assert_eq!(reference.map(str::len), Some(8), "{message}");
        }
        let http = api.execute(command).await;
        assert_eq!(http.status, 500);
        assert_eq!(http.headers["content-type"], "application/problem+json");
        assert_eq!(http.body["reference"].as_str().map(str::len), Some(8));
        assert!(!http.text.contains("hunter2"), "{}", http.text);
    }
    assert!(!crate::secrets::told(&sandbox).contains("hunter2"));
    assert_eq!(alice.says("!fine").await?.content, "fine", "the bot still answers");
    Ok(())
}

#[tokio::test]
async fn a_user_error_is_shown_even_inside_anyhow() -> Result<()> {
    let (sandbox, _) = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!refuses").await?.content, "Not on a Monday.");
    assert_eq!(alice.slash("refuses").send().await?.content, "Not on a Monday.");
    let http = api.execute("refuses").await;
    assert_eq!((http.status.as_u16(), http.body["detail"].as_str()), (400, Some("Not on a Monday.")));
    Ok(())
}

#[tokio::test]
async fn a_handler_ends_at_its_deadline() -> Result<()> {
    let (sandbox, _) = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert!(alice.says("!hangs").await?.content.starts_with("That took too long, so I stopped."));
    assert_eq!(api.execute("hangs").await.status, 504);
    Ok(())
}

#[tokio::test]
async fn closing_the_connection_cancels_the_handler() -> Result<()> {
    let (sandbox, started) = sandbox().await?;
    let api = Api::of(&sandbox);
    let request = api.execute("waits");
    tokio::select! {
        _ = request => panic!("the handler waits for its caller to go away"),
        () = started.notified() => {}
    }
    // Dropping the request closed the connection. A bot whose handler still runs would not stop in time.
    tokio::time::timeout(Duration::from_secs(5), sandbox.shutdown()).await??;
    Ok(())
}

#[on_event(MemberJoin)]
async fn unlucky() -> Result<()> {
    Err("no paper".into())
}

#[tokio::test]
async fn the_transcript_says_why_a_command_or_handler_failed_before_the_caller_is_told() -> Result<()> {
    let registry = Registry::empty().command::<panics>().command::<fails>().on_event::<unlucky>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    // At once after the answer.
    alice.says("!fails").await?;
    let shown = sandbox.transcript();
    let cause =
        shown.lines().position(|line| line.contains("`fails` at tests/framework/failures.rs:")).unwrap();
    let told = shown.lines().position(|line| line.contains("Something went wrong")).unwrap();
    assert!(cause < told && shown.contains("db password=hunter2"), "{shown}");
    alice.slash("panics").send().await?;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let shown = sandbox.transcript();
    for part in ["`panics` at tests", "panicked: hunter2", "`unlucky` at tests", "no paper"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    // A test that fails later says it as well.
    let timeout = alice.slash("unheard_of").send().await.unwrap_err().to_string();
    assert!(timeout.contains("db password=hunter2"), "{timeout}");
    Ok(())
}
