//! `ctx.wait_for`: waiting for an event in the middle of a handler.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use tokio::sync::Notify;

use crate::handler_log::Log;

/// Ask a riddle.
#[command(timeout = "1s", intents(GUILD_MESSAGES, MESSAGE_CONTENT))]
async fn riddle(ctx: &Context) -> Result<&'static str> {
    ctx.reply("What gets wetter the more it dries?").await?;
    let (author, channel) = (ctx.author().id, ctx.channel_id());
    let is_answer = |message: &Message| message.author.id == author && Some(message.channel_id) == channel;
    let answer = ctx.wait_for::<Message>(is_answer, Duration::from_mins(5)).await?;
    Ok(if answer.content.contains("towel") { "Right!" } else { "No, a towel." })
}

/// Give up at once.
#[command]
async fn hasty(ctx: &Context) -> Result<&'static str> {
    ctx.wait_for::<Message>(|_| true, Duration::from_millis(1)).await?;
    Ok("heard")
}

/// Wait for an event whose intent the bot has not requested.
#[command]
async fn deaf(ctx: &Context) -> Result<&'static str> {
    ctx.wait_for::<MemberJoin>(|_| true, Duration::from_mins(5)).await?;
    Ok("heard")
}

/// Answers "hello" and waits for a message of the same ordered queue.
#[on_event(Message, filter = is_hello)]
async fn greet(ctx: &Context, log: &Log, event: &Message) -> Result<()> {
    ctx.say("How are you?").await?;
    let author = event.author.id;
    let answer =
        ctx.wait_for::<Message>(|message| message.author.id == author, Duration::from_mins(5)).await?;
    log.write(format!("{} is {}", answer.author.name, answer.content));
    Ok(())
}

fn is_hello(event: &Message) -> bool {
    !event.author.bot && event.content == "hello"
}

#[derive(Event)]
struct Knock;

#[on_event(Knock)]
async fn opens(log: &Log) {
    log.write("opened");
}

/// Wait for a custom event.
#[command(surfaces(slash))]
async fn listen(ctx: &Context, waiting: &Arc<Notify>) -> Result<&'static str> {
    let knock = ctx.wait_for::<Knock>(|_| true, Duration::from_mins(5));
    waiting.notify_one();
    knock.await?;
    Ok("there was a knock")
}

#[tokio::test]
async fn a_command_waits_for_the_callers_message() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<riddle>())).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert_eq!(alice.slash("riddle").send().await?.content, "What gets wetter the more it dries?");
    // Bob's message does not match, and waiting does not count towards the command's timeout.
    bob.posts("a towel").await?;
    sandbox.settle().await?;
    alice.posts("the rain").await?;
    assert_eq!(alice.sees().await?.content, "No, a towel.");
    Ok(())
}

#[tokio::test]
async fn several_callers_wait_at_once() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<riddle>())).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.slash("riddle").send().await?;
    bob.slash("riddle").send().await?;
    bob.posts("a towel").await?;
    sandbox.settle().await?;
    alice.posts("a fish").await?;
    sandbox.settle().await?;
    let messages = alice.messages();
    let answers: Vec<&str> = messages.iter().rev().take(3).map(|message| &*message.content).collect();
    assert_eq!(answers, ["No, a towel.", "a fish", "Right!"]);
    Ok(())
}

#[tokio::test]
async fn a_timed_out_wait_is_reported_to_the_caller() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<hasty>().command::<deaf>());
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("hasty").send().await?.content, "I waited too long for an answer, so I stopped.");
    // The missing intent is a mistake of the program, so the caller reads no details.
    let answer = alice.slash("deaf").send().await?;
    assert!(answer.content.starts_with("Something went wrong on my side."), "{}", answer.content);
    Ok(())
}

#[tokio::test]
async fn a_handler_waits_for_a_later_event_of_its_queue() -> Result<()> {
    let log = Log::default();
    let bot = Bot::builder().registry(Registry::empty().on_event::<greet>()).state(log.clone());
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    alice.posts("hello").await?;
    assert_eq!(alice.sees().await?.content, "How are you?");
    alice.posts("fine").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["alice is fine"]);
    Ok(())
}

#[tokio::test]
async fn custom_events_can_be_waited_for() -> Result<()> {
    let (log, waiting) = (Log::default(), Arc::new(Notify::new()));
    let registry = Registry::empty().command::<listen>().on_event::<opens>();
    let bot = Bot::builder().registry(registry).state(log.clone()).state(Arc::clone(&waiting));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let call = alice.slash("listen").send();
    let knock = async {
        waiting.notified().await;
        sandbox.emit(Knock)
    };
    let (answer, knocked) = tokio::join!(call, knock);
    knocked?;
    assert_eq!(answer?.content, "there was a knock");
    sandbox.settle().await?;
    assert_eq!(log.take(), ["opened"]);
    Ok(())
}
