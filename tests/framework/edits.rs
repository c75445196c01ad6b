//! Prefix commands whose messages are edited or deleted.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Answer, Member, Sandbox};
use tokio::sync::Notify;

#[command]
async fn echo(#[arg(rest)] text: String) -> String {
    text
}

/// Answers with as many messages as asked.
#[command]
async fn many(ctx: &Context, count: u8) -> Result<()> {
    for number in 1..=count {
        ctx.say(format!("{number} of {count}")).await?;
    }
    Ok(())
}

#[command(ephemeral)]
async fn whisper(text: String) -> String {
    text
}

#[command]
async fn nothing() {}

#[command]
async fn vote() -> Reply {
    Reply::new("vote").embed(Embed::new().title("Title"))
}

#[command]
async fn pong() -> &'static str {
    "Pong"
}

#[command]
async fn book(ctx: &Context) -> Result<()> {
    Paginator::new((1..=3).map(|page| format!("Page {page}"))).send(ctx).await?;
    Ok(())
}

/// Answers with as many messages as asked, for a while.
#[command]
async fn fleeting(ctx: &Context, count: u8) -> Result<()> {
    for number in 1..=count {
        ctx.say(Reply::new(format!("{number} of {count}")).delete_after(Duration::from_hours(1))).await?;
    }
    Ok(())
}

/// Changes its answer, then deletes it, when the test says so, and says what came of it.
#[command]
async fn later(ctx: &Context, runs: &Arc<Runs>) -> Result<()> {
    let (sent, runs) = (ctx.reply("started").await?, Arc::clone(runs));
    tokio::spawn(async move {
        runs.open.notified().await;
        let results = [sent.edit("changed").await, sent.delete().await];
        let texts =
            results.map(|result| result.map_or_else(|error| format!("{error:?}"), |()| "ok".to_owned()));
        runs.texts.lock().unwrap().extend(texts);
        runs.started.notify_one();
    });
    Ok(())
}

/// Counts its runs and lets the test say when each may end.
#[derive(Default)]
struct Runs {
    texts: Mutex<Vec<String>>,
    started: Notify,
    open: Notify,
}

#[command]
async fn count(runs: &Arc<Runs>, #[arg(rest)] text: String) -> String {
    let mut texts = runs.texts.lock().unwrap();
    texts.push(text);
    texts.len().to_string()
}

#[command]
async fn slow(runs: &Arc<Runs>, text: String) -> String {
    runs.texts.lock().unwrap().push(text.clone());
    runs.started.notify_one();
    runs.open.notified().await;
    text
}

fn bot() -> BotBuilder {
    let registry = Registry::empty()
        .command::<echo>()
        .command::<many>()
        .command::<whisper>()
        .command::<nothing>()
        .command::<vote>()
        .command::<count>()
        .command::<slow>()
        .command::<pong>()
        .command::<book>()
        .command::<fleeting>()
        .command::<later>();
    Bot::builder().registry(registry).state(Arc::<Runs>::default())
}

async fn sandbox() -> Result<(Sandbox, Member)> {
    let sandbox = Sandbox::start(bot().track_edits(Duration::from_mins(5))).await?;
    let alice = sandbox.member("alice").await?;
    Ok((sandbox, alice))
}

/// What the bot has said in the channel.
fn said(sandbox: &Sandbox, member: &Member) -> Vec<String> {
    let of_the_bot = |message: &Answer| message.author_id == sandbox.bot();
    member.messages().into_iter().filter(of_the_bot).map(|message| message.content).collect()
}

#[tokio::test]
async fn an_edited_command_runs_again_and_edits_its_answer() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!echo one").await?;
    let answer = alice.sees().await?;
    alice.edits(&asked, "!echo two").await?;
    sandbox.settle().await?;
    assert_eq!(alice.looks_at(&answer).await?.content, "two");
    assert_eq!(said(&sandbox, &alice), ["two"], "{}", sandbox.transcript());
    alice.edits(&asked, "!vote").await?;
    sandbox.settle().await?;
    assert_eq!(alice.looks_at(&answer).await?.embeds[0]["title"], "Title");
    alice.edits(&asked, "!echo three").await?;
    sandbox.settle().await?;
    let answer = alice.looks_at(&answer).await?;
    assert_eq!((answer.content.as_str(), answer.embeds.len()), ("three", 0));
    Ok(())
}

#[tokio::test]
async fn a_slip_of_the_finger_is_forgotten_with_the_message_that_told_of_it() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!ecko hello").await?;
    assert!(alice.sees().await?.content.starts_with("There is no command `ecko`"));
    alice.edits(&asked, "!echo hello").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["hello"]);
    Ok(())
}

#[tokio::test]
async fn answers_that_are_left_over_are_deleted() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!many 3").await?;
    sandbox.settle().await?;
    alice.edits(&asked, "!many 2").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["1 of 2", "2 of 2"]);
    alice.edits(&asked, "!many 4").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]);
    alice.edits(&asked, "!nothing").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn a_message_may_become_a_command_and_stop_being_one() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("hello").await?;
    alice.edits(&asked, "!echo hello").await?;
    assert_eq!(alice.sees().await?.content, "hello");
    alice.edits(&asked, "never mind").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["hello"], "what the bot did is done");
    alice.edits(&asked, "!play music").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["hello"], "another bot's command says nothing about this answer");
    alice.edits(&asked, "!echo again").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["again"]);
    Ok(())
}

#[tokio::test]
async fn a_deleted_message_takes_its_answers_along() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!many 3").await?;
    let kept = alice.posts("!echo stays").await?;
    sandbox.settle().await?;
    alice.deletes(&asked).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["stays"]);
    sandbox.owner().deletes(&kept).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), [""; 0], "whoever deletes it");
    Ok(())
}

#[tokio::test]
async fn an_answer_that_somebody_deleted_is_sent_anew() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!echo one").await?;
    let answer = alice.sees().await?;
    sandbox.owner().deletes(&answer).await?;
    alice.edits(&asked, "!echo two").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["two"]);
    Ok(())
}

#[tokio::test]
async fn private_answers_never_take_the_place_of_public_ones() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!echo open").await?;
    sandbox.settle().await?;
    alice.edits(&asked, "!whisper secret").await?;
    sandbox.settle().await?;
    assert_eq!((said(&sandbox, &alice), said(&sandbox, &alice.in_dm())), (vec![], vec!["secret".to_owned()]));
    alice.edits(&asked, "!whisper hidden").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice.in_dm()), ["hidden"]);
    alice.edits(&asked, "!echo open").await?;
    sandbox.settle().await?;
    assert_eq!((said(&sandbox, &alice), said(&sandbox, &alice.in_dm())), (vec!["open".to_owned()], vec![]));
    Ok(())
}

#[tokio::test]
async fn without_asking_for_it_edits_are_left_alone() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.posts("!echo one").await?;
    sandbox.settle().await?;
    alice.edits(&asked, "!echo two").await?;
    sandbox.settle().await?;
    alice.deletes(&asked).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["one"]);
    Ok(())
}

#[tokio::test]
async fn a_preview_of_a_link_is_no_edit() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!count https://example.org").await?;
    assert_eq!(alice.sees().await?.content, "1");
    sandbox.unfurls(&asked).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["1"]);
    alice.edits(&asked, "!count https://example.com").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["2"]);
    sandbox.unfurls(&asked).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["2"]);
    // The same text again is no other call.
    alice.edits(&asked, "!count https://example.com").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["2"]);
    Ok(())
}

#[tokio::test]
async fn edits_wait_for_the_run_before_and_only_the_last_counts() -> Result<()> {
    let runs = Arc::new(Runs::default());
    let bot = bot().track_edits(Duration::from_mins(5)).state(Arc::clone(&runs));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.posts("!slow one").await?;
    runs.started.notified().await;
    alice.edits(&asked, "!slow two").await?;
    alice.edits(&asked, "!slow three").await?;
    // Nobody else waits for it.
    assert_eq!(alice.says("!echo meanwhile").await?.content, "meanwhile");
    runs.open.notify_one();
    runs.started.notified().await;
    runs.open.notify_one();
    sandbox.settle().await?;
    assert_eq!(*runs.texts.lock().unwrap(), ["one", "three"]);
    assert_eq!(said(&sandbox, &alice), ["meanwhile", "three"], "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn what_is_deleted_while_it_runs_leaves_no_answer() -> Result<()> {
    let runs = Arc::new(Runs::default());
    let bot = bot().track_edits(Duration::from_mins(5)).state(Arc::clone(&runs));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.posts("!slow one").await?;
    runs.started.notified().await;
    alice.deletes(&asked).await?;
    runs.open.notify_one();
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), [""; 0], "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn pages_end_with_the_answer_they_were() -> Result<()> {
    for clicked in [false, true] {
        let (sandbox, alice) = sandbox().await?;
        let asked = alice.posts("!book").await?;
        let book = alice.sees().await?;
        if clicked {
            alice.clicks(&book, "▶").await?;
        }
        alice.edits(&asked, "!pong").await?;
        sandbox.settle().await?;
        assert_eq!(said(&sandbox, &alice), ["Pong"]);
        // Pages that are over, here because the bot stops, switch their buttons off.
        let discord = sandbox.stop().await?;
        let answer = alice.looks_at(&book).await?;
        assert_eq!(answer.content, "Pong", "clicked: {clicked}: {}", discord.transcript());
        assert!(!answer.raw["components"].to_string().contains("custom_id"), "{}", answer.raw);
    }
    Ok(())
}

#[tokio::test]
async fn pages_of_a_message_that_stops_being_a_command_go_on() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!book").await?;
    let book = alice.sees().await?;
    alice.edits(&asked, "!play music").await?;
    sandbox.settle().await?;
    assert_eq!(alice.clicks(&book, "▶").await?.content, "Page 2");
    sandbox.stop().await?;
    let raw = alice.looks_at(&book).await?.raw;
    assert_eq!(raw["components"][0]["components"][0]["disabled"], true, "{raw}");
    Ok(())
}

#[tokio::test]
async fn pages_of_an_edited_command_turn_and_switch_off_as_any() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!pong").await?;
    let answer = alice.sees().await?;
    alice.edits(&asked, "!book").await?;
    sandbox.settle().await?;
    assert_eq!(alice.clicks(&answer, "▶").await?.content, "Page 2");
    sandbox.stop().await?;
    let answer = alice.looks_at(&answer).await?;
    let first = &answer.raw["components"][0]["components"][0];
    assert_eq!((answer.content.as_str(), &first["disabled"]), ("Page 2", &true.into()));
    Ok(())
}

#[tokio::test]
async fn an_answer_that_was_to_disappear_stays_once_it_is_another() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!fleeting 2").await?;
    sandbox.settle().await?;
    alice.edits(&asked, "!many 2").await?;
    sandbox.settle().await?;
    let other = alice.posts("!fleeting 1").await?;
    sandbox.settle().await?;
    alice.edits(&other, "!fleeting 1 ").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["1 of 2", "2 of 2", "1 of 1"]);
    let me = sandbox.bot();
    // A bot that stops deletes at once what it was to delete later.
    sandbox.stop().await?;
    let left = alice.messages().into_iter().filter(|message| message.author_id == me);
    assert_eq!(left.map(|message| message.content).collect::<Vec<_>>(), ["1 of 2", "2 of 2"]);
    Ok(())
}

#[tokio::test]
async fn what_an_earlier_run_still_writes_is_refused() -> Result<()> {
    let runs = Arc::new(Runs::default());
    let bot = bot().track_edits(Duration::from_mins(5)).state(Arc::clone(&runs));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.posts("!later").await?;
    assert_eq!(alice.sees().await?.content, "started");
    alice.edits(&asked, "!pong").await?;
    sandbox.settle().await?;
    runs.open.notify_one();
    runs.started.notified().await;
    assert_eq!(*runs.texts.lock().unwrap(), ["Overwritten", "Overwritten"]);
    assert_eq!(said(&sandbox, &alice), ["Pong"], "{}", sandbox.transcript());
    // Without an edit it may.
    alice.posts("!later").await?;
    sandbox.settle().await?;
    runs.open.notify_one();
    runs.started.notified().await;
    assert_eq!(runs.texts.lock().unwrap()[2..], ["ok", "ok"]);
    assert_eq!(said(&sandbox, &alice), ["Pong"]);
    Ok(())
}
