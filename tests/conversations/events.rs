//! What the events bot notices; and with it what is promised about order, isolation and events of one's own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::serenity::model::Timestamp;
use serde_json::json;

use self::api::Api;

#[path = "../framework/api.rs"]
#[allow(dead_code, reason = "a client for more tests than these")]
mod api;

/// Handlers of one event start by `order`; one that fails leaves the others alone, and nobody on Discord hears of it.
#[tokio::test]
async fn handlers_start_in_order_and_do_not_hurt_each_other() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let bob = sandbox.join("bob").await?;
    // `count` ran before `welcome`, though it is declared for the same event and says nothing itself.
    assert_eq!(alice.sees().await?.content, format!("Welcome <@{}>, you are number 1!", bob.id()));
    sandbox.join("carol").await?;
    assert!(alice.sees().await?.content.ends_with("you are number 2!"));
    bob.leaves().await?;
    assert_eq!(alice.sees().await?.content, "Good-bye bob.");
    assert!(!sandbox.transcript().contains("badge printer"));
    // What failed is counted.
    let handlers = Api::of(&sandbox).get("/discord/handlers").await;
    let unlucky = handlers.body["handlers"].as_array().unwrap().iter().find(|one| one["name"] == "unlucky");
    let unlucky = unlucky.unwrap();
    assert_eq!(
        (&unlucky["event"], &unlucky["succeeded"], &unlucky["failed"]),
        (&json!("MemberJoin"), &json!(0), &json!(2))
    );
    Ok(())
}

/// Events of one channel reach a handler in the order in which Discord sent them.
#[tokio::test]
async fn what_happens_in_one_channel_is_handled_in_order() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let expected: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    for number in &expected {
        alice.posts(&format!("echo {number}")).await?;
    }
    sandbox.settle().await?;
    // `first` speaks as well, once, somewhere between them.
    let (silence, echoes): (Vec<String>, Vec<String>) = alice
        .messages()
        .into_iter()
        .filter(|message| message.author_id == sandbox.bot())
        .map(|message| message.content)
        .partition(|text| text.contains("silence"));
    assert_eq!((echoes, silence.len()), (expected, 1));
    Ok(())
}

/// A handler that waits for an answer does not hold up the channel in which the answer comes.
#[tokio::test]
async fn a_handler_asks_back() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.posts("Help me").await?;
    let mut said = [bob.sees().await?.content, bob.sees().await?.content];
    said.sort();
    assert_eq!(said, ["What is broken?", "alice broke the silence."]);
    bob.posts("my bicycle").await?;
    alice.posts("the printer").await?;
    assert_eq!(bob.sees().await?.content, "Have you tried to turn the printer off and on again?");
    Ok(())
}

#[tokio::test]
async fn it_notices_reactions_and_calls() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let message = alice.posts("what do you think?").await?;
    assert_eq!(alice.sees().await?.content, "alice broke the silence.");
    alice.reacts(&message, "👍").await?;
    assert_eq!(alice.sees().await?.content, "alice likes it: 👍");
    alice.unreacts(&message, "👍").await?;
    assert_eq!(alice.sees().await?.content, "alice changed their mind about 👍");
    alice.joins_voice(&sandbox.channel("voice")?).await?;
    assert_eq!(alice.sees().await?.content, "alice is here to talk.");
    sandbox.dispatches(
        "VOICE_CHANNEL_EFFECT_SEND",
        &json!({ "guild_id": sandbox.guild().to_string(), "emoji": { "name": "🎉" } }),
    );
    assert_eq!(alice.sees().await?.content, "Somebody threw 🎉.");
    alice.leaves_voice().await?;
    assert_eq!(alice.sees().await?.content, "alice has left the call.");
    Ok(())
}

/// An event of the program's own is raised by a handler, by a test, or by a program outside, and handled like any other.
#[tokio::test]
async fn events_of_its_own_are_handled_like_those_of_discord() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let bob = sandbox.join("bob").await?;
    alice.sees().await?;
    bob.boosts(Timestamp::now()).await?;
    assert_eq!(alice.sees().await?.content, format!("<@{}> is the best!", bob.id()));
    // Another change of the same member is no boost.
    bob.nicknamed(Some("Bobby")).await?;
    sandbox.settle().await?;
    let donation = json!({ "server": sandbox.guild().to_string(), "donor": "Carol", "pounds": 5 });
    Api::of(&sandbox).post("/discord/events/donation", &donation).await;
    assert_eq!(alice.sees().await?.content, "Carol gave £5.");
    Ok(())
}

/// In a test the clock stands still and is moved; months pass in milliseconds.
#[tokio::test]
async fn it_keeps_its_hours() -> Result<()> {
    // A Friday before nine.
    let discord = Discord::builder().clock_stopped_at("2026-03-27T08:30:00Z".parse()?).start().await?;
    let sandbox = Sandbox::start_on(discord, events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.advance(Duration::from_hours(1)).await?;
    assert_eq!(alice.sees().await?.content, "Good morning!");
    assert_eq!(alice.says("!diary").await?.content, "woke up\nconnected\nlooked around, 0 missed");
    sandbox.oversleep(Duration::from_hours(10)).await?;
    assert!(alice.says("!diary").await?.content.ends_with("looked around, 9 missed"));
    Ok(())
}

/// The last word is spoken while Discord can still be told.
#[tokio::test]
async fn it_says_good_night() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let activity = sandbox.bot_presence().unwrap();
    assert_eq!(activity["activities"][0]["name"], "the door");
    let discord = sandbox.stop().await?;
    assert_eq!(alice.sees().await?.content, "Good night. 0 people came today.");
    discord.shutdown().await;
    Ok(())
}
