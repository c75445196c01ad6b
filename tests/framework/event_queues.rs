//! Event queues: ordered per channel, independent of each other, and bounded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use mindtrace_discord::Registry;
use mindtrace_discord::config::Overflow;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Channel, Sandbox};
use serenity::all::ChannelType;
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::handler_log::Log;

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<HashMap<ChannelId, Vec<u64>>>>);

/// Records the messages; slow in every second channel, so that the others overtake it.
#[on_event(Message)]
async fn counts(event: &Message, heard: &Heard) -> Result<()> {
    if event.channel_id.get().is_multiple_of(2) {
        for _ in 0..event.content.len() {
            tokio::task::yield_now().await;
        }
    }
    let number = event.content.parse()?;
    heard.0.lock().unwrap().entry(event.channel_id).or_default().push(number);
    Ok(())
}

/// Blocks its channel's queue until the test opens the gate.
#[on_event(Message)]
async fn gated(event: &Message, log: &Log, gate: &Arc<Semaphore>) -> Result<()> {
    gate.acquire().await?.forget();
    log.write(event.content.clone());
    Ok(())
}

#[on_event(Message, filter = is_big)]
async fn blocked(gate: &Arc<Semaphore>) -> Result<()> {
    gate.acquire().await?.forget();
    Ok(())
}

fn is_big(event: &Message) -> bool {
    event.content == "1000000"
}

async fn channels(sandbox: &Sandbox, count: usize) -> Result<Vec<Channel>> {
    let mut channels = Vec::new();
    for number in 0..count {
        channels.push(sandbox.new_channel(&format!("channel-{number}"), ChannelType::Text).await?);
    }
    Ok(channels)
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_messages_in_a_hundred_channels_stay_in_order() -> Result<()> {
    let heard = Heard::default();
    // The gate opens only at the end: a handler that hangs does not block other channels.
    let gate = Arc::new(Semaphore::new(0));
    let registry = Registry::empty().on_event::<counts>().on_event::<blocked>();
    let bot = Bot::builder().registry(registry).state(heard.clone()).state(Arc::clone(&gate));
    let sandbox = Sandbox::start(bot.event_queue(10_000, Overflow::DropNew)).await?;
    let alice = sandbox.member("alice").await?;
    let stuck = sandbox.new_channel("stuck", ChannelType::Text).await?;
    let channels = channels(&sandbox, 100).await?;
    alice.at(&stuck).posts("1000000").await?;
    for number in 0..100 {
        for channel in &channels {
            alice.at(channel).posts(&number.to_string()).await?;
        }
    }
    while heard.0.lock().unwrap().values().map(Vec::len).sum::<usize>() < 10_001 {
        tokio::task::yield_now().await;
    }
    gate.add_permits(1);
    sandbox.settle().await?;
    let heard = heard.0.lock().unwrap();
    for channel in &channels {
        assert!(heard[&channel.id()].iter().copied().eq(0..100), "{:?}", heard[&channel.id()]);
    }
    Ok(())
}

async fn overfull(overflow: Overflow) -> Result<(Vec<String>, u64)> {
    let (log, gate) = (Log::default(), Arc::new(Semaphore::new(0)));
    let bot = Bot::builder().registry(Registry::empty().on_event::<gated>()).event_queue(2, overflow);
    let sandbox = Sandbox::start(bot.state(log.clone()).state(Arc::clone(&gate))).await?;
    let stuck = sandbox.new_channel("stuck", ChannelType::Text).await?;
    let alice = sandbox.member("alice").await?.at(&stuck);
    for number in 0..5 {
        alice.posts(&number.to_string()).await?;
    }
    // The handler has the first event; the queue holds two more.
    let api = Api::of(&sandbox);
    let mut events;
    loop {
        events = api.get("/discord/status").await.body["events"].clone();
        let dropped = u64::from(overflow != Overflow::Wait) * 2;
        if events["waiting"] == 2 && events["dropped"] == dropped {
            break;
        }
        tokio::task::yield_now().await;
    }
    gate.add_permits(5);
    sandbox.settle().await?;
    let history = api.get("/discord/history").await.body;
    let minutes = history["minutes"].as_array().unwrap();
    let in_history: u64 = minutes.iter().filter_map(|minute| minute["events"]["dropped"].as_u64()).sum();
    assert_eq!(in_history, events["dropped"]);
    Ok((log.take(), events["dropped"].as_u64().unwrap_or_default()))
}

#[tokio::test]
async fn events_beyond_the_queue_are_dropped_and_counted() -> Result<()> {
    let expected = |numbers: &[&str]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(overfull(Overflow::DropNew).await?, (expected(&["0", "1", "2"]), 2));
    assert_eq!(overfull(Overflow::DropOld).await?, (expected(&["0", "3", "4"]), 2));
    Ok(())
}

#[tokio::test]
async fn a_full_queue_can_make_discord_wait() -> Result<()> {
    let (heard, dropped) = overfull(Overflow::Wait).await?;
    assert_eq!((heard.join(" "), dropped), ("0 1 2 3 4".to_owned(), 0));
    Ok(())
}
