//! Faults of handlers (H1 to H7): in the process as it runs in production.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

/// Panics when it is dropped.
struct Fragile;

impl Drop for Fragile {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

/// Wait with a value that panics when it is dropped.
#[command(timeout = "100ms")]
async fn fragile() {
    let _fragile = Fragile;
    std::future::pending::<()>().await;
}

/// Wait in a hook with such a value.
#[command(before = hangs)]
async fn hooked() -> &'static str {
    "never"
}

async fn hangs(_: &Context) -> Result<()> {
    let _fragile = Fragile;
    std::future::pending::<()>().await;
    Ok(())
}

#[on_event(MemberJoin, timeout = "100ms")]
async fn greets() {
    let _fragile = Fragile;
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_panic_while_code_is_cancelled_is_told_and_counted() -> Result<()> {
    crate::invariants::capture();
    let registry = Registry::empty().command::<fragile>().command::<hooked>().on_event::<greets>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let api = crate::api::Api::of(&sandbox);
    let alice = sandbox.member("alice").await?;
    for call in ["!fragile", "!hooked"] {
        let told = alice.says(call).await?;
        assert!(told.content.starts_with("Something went wrong on my side."), "{}", told.content);
    }
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let metrics = api.get("/metrics").await.text;
    for counted in [
        r#"discord_commands_total{command="fragile",outcome="panicked",surface="prefix"} 1"#,
        r#"discord_commands_total{command="hooked",outcome="hook_failed",surface="prefix"} 1"#,
        r#"discord_event_handlers_total{event="MemberJoin",handler="greets",outcome="panicked"} 1"#,
    ] {
        assert!(metrics.contains(counted), "{counted}\n{metrics}");
    }
    // The threads and queues go on.
    assert!(alice.says("!fragile").await?.content.starts_with("Something went wrong"));
    crate::invariants::ends_well(sandbox).await
}
