//! Scheduled events that wait for their handlers: cancelled too late, and dropped by a full queue.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::config::Overflow;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::store::{Backend, MemoryStore, Scope};
use mindtrace_discord::{Registry, TimerId};
use serde_json::json;
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::handler_log::Log;

#[derive(Event, serde::Serialize, serde::Deserialize)]
#[event(name = "note", stored)]
struct Note {
    text: String,
}

/// Raise a note later.
#[command]
async fn note(ctx: &Context, after: Duration, text: String) -> Result<String> {
    Ok(ctx.schedule_after(after, Note { text }).await?.to_string())
}

/// Cancel a note.
#[command]
async fn drop_note(ctx: &Context, id: String) -> Result<String> {
    Ok(ctx.cancel_scheduled(&TimerId::from(id)).await?.to_string())
}

/// Waits twice for a note.
#[command]
async fn watch_for(ctx: &Context, log: &Log, text: String) -> Result<()> {
    ctx.reply("watching").await?;
    for _ in 0..2 {
        ctx.wait_for::<Note>(|note| note.text == text, Duration::from_hours(24)).await?;
        log.write(format!("seen {text}"));
    }
    Ok(())
}

/// Each note waits for a permit of the test.
#[on_event(Note)]
async fn noted(log: &Log, gate: &Arc<Semaphore>, event: &Note) -> Result<()> {
    gate.acquire().await?.forget();
    log.write(event.text.clone());
    Ok(())
}

struct Notes {
    sandbox: Sandbox,
    log: Log,
    gate: Arc<Semaphore>,
    store: Arc<MemoryStore>,
}

async fn notes() -> Result<Notes> {
    let (log, gate, store) = (Log::default(), Arc::new(Semaphore::new(0)), Arc::new(MemoryStore::default()));
    let registry = Registry::empty()
        .command::<note>()
        .command::<drop_note>()
        .command::<watch_for>()
        .on_event::<noted>()
        .stored_event::<Note>();
    let backend: Arc<dyn Backend> = store.clone();
    let bot = Bot::builder().registry(registry).store(backend).state(log.clone()).state(Arc::clone(&gate));
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?;
    let sandbox = Sandbox::start_on(discord, bot.event_queue(1, Overflow::DropNew)).await?;
    Ok(Notes { sandbox, log, gate, store })
}

/// Waits until `condition` holds.
async fn until<F: Future<Output = Result<bool>>>(condition: impl Fn() -> F) -> Result<()> {
    let holds = async {
        while !condition().await? {
            tokio::task::yield_now().await;
        }
        Ok(())
    };
    tokio::time::timeout(Duration::from_secs(20), holds).await?
}

#[tokio::test]
async fn an_event_that_waits_for_its_handlers_is_not_cancelled_any_more() -> Result<()> {
    let Notes { sandbox, log, gate, store } = notes().await?;
    let alice = sandbox.member("alice").await?;
    alice.says("!note 59m one").await?;
    let second = alice.says("!note 1h two").await?.content;
    sandbox.discord().clock().jump(Duration::from_hours(1));
    let key = format!("timer.{second}");
    let (store, key) = (&store, &key);
    let is_claimed = || async move {
        let text = store.get(Scope::Framework, key).await?;
        Ok::<_, BoxError>(text.is_some_and(|text| text.contains("claimed_until")))
    };
    until(is_claimed).await?;
    assert_eq!(alice.says(&format!("!drop_note {second}")).await?.content, "false");
    gate.add_permits(2);
    sandbox.settle().await?;
    assert_eq!(log.take(), ["one", "two"]);
    assert_eq!(alice.says(&format!("!drop_note {second}")).await?.content, "false");
    Ok(())
}

#[tokio::test]
async fn a_scheduled_event_that_is_dropped_reaches_wait_for_once() -> Result<()> {
    let Notes { sandbox, log, gate, .. } = notes().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    alice.says("!watch_for three").await?;
    alice.says("!note 60m one").await?;
    alice.says("!note 61m two").await?;
    alice.says("!note 62m three").await?;
    sandbox.discord().clock().jump(Duration::from_mins(62));
    // The handler has the first event, the second waits, and the queue has no room for the third.
    let api = &api;
    let is_dropped = || async move {
        let status = api.get("/discord/status").await.body;
        Ok::<_, BoxError>(status["events"]["dropped"] == json!(1))
    };
    until(is_dropped).await?;
    gate.add_permits(3);
    sandbox.advance(Duration::from_mins(1)).await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["one", "seen three", "three", "two"], "{}", sandbox.transcript());
    Ok(())
}
