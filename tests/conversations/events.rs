//! Conversations with the events bot: order, isolation, custom events, schedules and lifecycle hooks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::serenity::model::Timestamp;
use serde_json::json;

use self::api::Api;

#[path = "../framework/api.rs"]
#[allow(dead_code, reason = "other suites use more of it")]
mod api;

/// Handlers of one event start by `order`. A failure does not affect the others and is not shown on Discord.
#[tokio::test]
async fn handlers_start_in_order_and_fail_alone() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let bob = sandbox.join("bob").await?;
    // `count` ran before `welcome`, because of its `order`.
    assert_eq!(alice.sees().await?.content, format!("Welcome <@{}>, you are number 1!", bob.id()));
    sandbox.join("carol").await?;
    assert!(alice.sees().await?.content.ends_with("you are number 2!"));
    bob.leaves().await?;
    assert_eq!(alice.sees().await?.content, "Goodbye, bob!");
    // Members read nothing of it; the author of a test does.
    let transcript = sandbox.transcript();
    assert!(
        transcript
            .lines()
            .filter(|line| line.contains("badge printer"))
            .all(|line| line.contains("failed: "))
    );
    // Failures are counted.
    let handlers = Api::of(&sandbox).get("/discord/handlers").await;
    let failing =
        handlers.body["handlers"].as_array().unwrap().iter().find(|one| one["name"] == "print_badge");
    let failing = failing.unwrap();
    assert_eq!(
        (&failing["event"], &failing["succeeded"], &failing["failed"]),
        (&json!("MemberJoin"), &json!(0), &json!(2))
    );
    Ok(())
}

/// Events of one channel reach a handler in the order in which Discord sent them.
#[tokio::test]
async fn events_of_one_channel_are_handled_in_order() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let expected: Vec<String> = (0..20).map(|number| number.to_string()).collect();
    for number in &expected {
        alice.posts(&format!("echo {number}")).await?;
    }
    sandbox.settle().await?;
    // `first` also sends one message, somewhere between them.
    let (first, echoes): (Vec<String>, Vec<String>) = alice
        .messages()
        .into_iter()
        .filter(|message| message.author_id == sandbox.bot())
        .map(|message| message.content)
        .partition(|text| text.contains("first message"));
    assert_eq!((echoes, first.len()), (expected, 1));
    Ok(())
}

/// A handler that waits for an answer does not block the event queue of its channel.
#[tokio::test]
async fn a_handler_waits_for_an_answer() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.posts("Help me").await?;
    let mut sent = [bob.sees().await?.content, bob.sees().await?.content];
    sent.sort();
    assert_eq!(sent, ["What is broken?", "alice wrote the first message."]);
    bob.posts("my bicycle").await?;
    alice.posts("the printer").await?;
    assert_eq!(bob.sees().await?.content, "Have you tried to turn the printer off and on again?");
    Ok(())
}

#[tokio::test]
async fn the_bot_notices_reactions_and_voice_calls() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let message = alice.posts("what do you think?").await?;
    assert_eq!(alice.sees().await?.content, "alice wrote the first message.");
    alice.reacts(&message, "👍").await?;
    assert_eq!(alice.sees().await?.content, "alice reacted with 👍");
    alice.unreacts(&message, "👍").await?;
    assert_eq!(alice.sees().await?.content, "alice removed the reaction 👍");
    alice.joins_voice(&sandbox.channel("voice")?).await?;
    assert_eq!(alice.sees().await?.content, "alice joined a voice channel.");
    sandbox.dispatches(
        "VOICE_CHANNEL_EFFECT_SEND",
        &json!({ "guild_id": sandbox.guild().to_string(), "emoji": { "name": "🎉" } }),
    );
    assert_eq!(alice.sees().await?.content, "A member sent 🎉 in a voice channel.");
    alice.leaves_voice().await?;
    assert_eq!(alice.sees().await?.content, "alice left the voice channel.");
    Ok(())
}

/// A custom event is emitted by a handler, a test or another program, and handled like any other.
#[tokio::test]
async fn custom_events_are_handled_like_discords() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let bob = sandbox.join("bob").await?;
    alice.sees().await?;
    bob.boosts(Timestamp::now()).await?;
    assert_eq!(alice.sees().await?.content, format!("Thank you for boosting this server, <@{}>!", bob.id()));
    // Other updates of the member do not emit the event.
    bob.nicknamed(Some("Bobby")).await?;
    sandbox.settle().await?;
    let donation = json!({ "guild": sandbox.guild().to_string(), "donor": "Carol", "pounds": 5 });
    Api::of(&sandbox).post("/discord/events/donation", &donation).await;
    assert_eq!(alice.sees().await?.content, "Carol donated £5. Thank you!");
    Ok(())
}

/// A test stops the clock and moves it, so that hours pass in milliseconds.
#[tokio::test]
async fn schedules_follow_the_test_clock() -> Result<()> {
    // A Friday before nine.
    let discord = Discord::builder().clock_stopped_at("2026-03-27T08:30:00Z".parse()?).start().await?;
    let sandbox = Sandbox::start_on(discord, events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.advance(Duration::from_hours(1)).await?;
    assert_eq!(alice.sees().await?.content, "Good morning!");
    assert_eq!(
        alice.says("!diary").await?.content,
        "I started.\nI am connected.\nThe hourly check ran; 0 runs were missed."
    );
    sandbox.jump(Duration::from_hours(10)).await?;
    assert!(alice.says("!diary").await?.content.ends_with("The hourly check ran; 9 runs were missed."));
    Ok(())
}

/// The shutdown hook runs while the bot is still connected.
#[tokio::test]
async fn the_shutdown_hook_says_good_night() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let activity = sandbox.bot_presence().unwrap();
    assert_eq!(activity["activities"][0]["name"], "the door");
    let discord = sandbox.stop().await?;
    assert_eq!(alice.sees().await?.content, "Good night! 0 members joined today.");
    discord.shutdown().await;
    Ok(())
}
