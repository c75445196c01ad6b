//! Waiting for events: conversations in the middle of a function.

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
    let (who, place) = (ctx.author().id, ctx.channel_id());
    let is_answer = |message: &Message| message.author.id == who && Some(message.channel_id) == place;
    let answer = ctx.wait_for::<Message>(is_answer, Duration::from_mins(5)).await?;
    Ok(if answer.content.contains("towel") { "Right!" } else { "No, a towel." })
}

/// Give up at once.
#[command]
async fn hasty(ctx: &Context) -> Result<&'static str> {
    ctx.wait_for::<Message>(|_| true, Duration::from_millis(1)).await?;
    Ok("heard")
}

/// Wait for what Discord is not asked for.
#[command]
async fn deaf(ctx: &Context) -> Result<&'static str> {
    ctx.wait_for::<MemberJoin>(|_| true, Duration::from_mins(5)).await?;
    Ok("heard")
}

/// Asks whoever says "hello", in the lane in which the answer arrives.
#[on_event(Message, filter = is_hello)]
async fn greet(ctx: &Context, log: &Log, event: &Message) -> Result<()> {
    ctx.say("How are you?").await?;
    let who = event.author.id;
    let answer = ctx.wait_for::<Message>(|message| message.author.id == who, Duration::from_mins(5)).await?;
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

/// Wait for an event of the program.
#[command(surfaces(slash))]
async fn listen(ctx: &Context, waiting: &Arc<Notify>) -> Result<&'static str> {
    let knock = ctx.wait_for::<Knock>(|_| true, Duration::from_mins(5));
    waiting.notify_one();
    knock.await?;
    Ok("somebody knocked")
}

#[tokio::test]
async fn a_command_goes_on_with_what_somebody_writes() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<riddle>())).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert_eq!(alice.slash("riddle").send().await?.content, "What gets wetter the more it dries?");
    // Somebody else's is none, and the time does not count as the command's own.
    bob.posts("a towel").await?;
    sandbox.settle().await?;
    alice.posts("the rain").await?;
    assert_eq!(alice.sees().await?.content, "No, a towel.");
    Ok(())
}

#[tokio::test]
async fn several_wait_at_once() -> Result<()> {
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
async fn nothing_in_time_is_told_to_the_caller() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<hasty>().command::<deaf>());
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("hasty").send().await?.content, "I waited in vain, so I stopped.");
    // A mistake of the program, not of the caller.
    let answer = alice.slash("deaf").send().await?;
    assert!(answer.content.starts_with("Something went wrong on my side."), "{}", answer.content);
    Ok(())
}

#[tokio::test]
async fn a_handler_waits_for_what_comes_behind_its_own_event() -> Result<()> {
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
async fn events_of_the_program_are_waited_for_as_well() -> Result<()> {
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
    assert_eq!(answer?.content, "somebody knocked");
    sandbox.settle().await?;
    assert_eq!(log.take(), ["opened"]);
    Ok(())
}
