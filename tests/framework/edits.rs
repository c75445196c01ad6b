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

/// Answers with `count` messages.
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

/// Answers with `count` messages that are deleted after an hour.
#[command]
async fn fleeting(ctx: &Context, count: u8) -> Result<()> {
    for number in 1..=count {
        ctx.say(Reply::new(format!("{number} of {count}")).delete_after(Duration::from_hours(1))).await?;
    }
    Ok(())
}

/// Edits its answer and then deletes it when the test says so, and records both results.
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

/// Records the runs; the test says when each may end.
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

/// Returns what the bot has said in the channel.
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
async fn a_corrected_typo_replaces_its_error_message() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!ecko hello").await?;
    assert!(alice.sees().await?.content.starts_with("There is no command `ecko`"));
    alice.edits(&asked, "!echo hello").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["hello"]);
    Ok(())
}

#[tokio::test]
async fn surplus_answers_are_deleted_after_an_edit() -> Result<()> {
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
    assert_eq!(said(&sandbox, &alice), ["hello"], "the answer stays");
    alice.edits(&asked, "!play music").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["hello"], "another bot's command does not touch this answer");
    alice.edits(&asked, "!echo again").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["again"]);
    Ok(())
}

#[tokio::test]
async fn deleting_a_message_deletes_its_answers() -> Result<()> {
    let (sandbox, alice) = sandbox().await?;
    let asked = alice.posts("!many 3").await?;
    let other = alice.posts("!echo stays").await?;
    sandbox.settle().await?;
    alice.deletes(&asked).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["stays"]);
    sandbox.owner().deletes(&other).await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), [""; 0], "a deletion by another member counts too");
    Ok(())
}

#[tokio::test]
async fn a_deleted_answer_is_sent_again() -> Result<()> {
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
async fn private_answers_never_replace_public_ones() -> Result<()> {
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
async fn edits_are_ignored_by_default() -> Result<()> {
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
async fn a_link_preview_is_not_an_edit() -> Result<()> {
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
    // An edit to the same text does not run the command again.
    alice.edits(&asked, "!count https://example.com").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["2"]);
    Ok(())
}

#[tokio::test]
async fn edits_wait_for_the_running_call_and_only_the_last_runs() -> Result<()> {
    let runs = Arc::new(Runs::default());
    let bot = bot().track_edits(Duration::from_mins(5)).replace_state(Arc::clone(&runs));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.posts("!slow one").await?;
    runs.started.notified().await;
    alice.edits(&asked, "!slow two").await?;
    alice.edits(&asked, "!slow three").await?;
    // Other calls do not wait for it.
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
async fn a_message_deleted_while_running_leaves_no_answer() -> Result<()> {
    let runs = Arc::new(Runs::default());
    let bot = bot().track_edits(Duration::from_mins(5)).replace_state(Arc::clone(&runs));
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
async fn a_paginator_ends_when_its_answer_is_replaced() -> Result<()> {
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
        // A paginator that ends disables its buttons; here it ends because the bot stops.
        let discord = sandbox.stop().await?;
        let answer = alice.looks_at(&book).await?;
        assert_eq!(answer.content, "Pong", "clicked: {clicked}: {}", discord.transcript());
        assert!(!answer.raw["components"].to_string().contains("custom_id"), "{}", answer.raw);
    }
    Ok(())
}

#[tokio::test]
async fn a_paginator_goes_on_if_the_edit_is_not_a_command() -> Result<()> {
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
async fn a_paginator_works_after_an_edit() -> Result<()> {
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
async fn a_replaced_answer_is_no_longer_deleted_later() -> Result<()> {
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
    // A stopping bot deletes at once the messages it was to delete later.
    sandbox.stop().await?;
    let left = alice.messages().into_iter().filter(|message| message.author_id == me);
    assert_eq!(left.map(|message| message.content).collect::<Vec<_>>(), ["1 of 2", "2 of 2"]);
    Ok(())
}

#[tokio::test]
async fn writes_of_an_earlier_run_are_refused() -> Result<()> {
    let runs = Arc::new(Runs::default());
    let bot = bot().track_edits(Duration::from_mins(5)).replace_state(Arc::clone(&runs));
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
    // Without an edit the writes succeed.
    alice.posts("!later").await?;
    sandbox.settle().await?;
    runs.open.notify_one();
    runs.started.notified().await;
    assert_eq!(runs.texts.lock().unwrap()[2..], ["ok", "ok"]);
    assert_eq!(said(&sandbox, &alice), ["Pong"]);
    Ok(())
}

#[command(track_edits)]
async fn tracked(ctx: &Context, #[arg(rest)] text: String) -> String {
    format!("{text} {}", ctx.is_rerun())
}

#[command(track_edits = false)]
async fn once(ctx: &Context, #[arg(rest)] text: String) -> String {
    format!("{text} {}", ctx.is_rerun())
}

#[tokio::test]
async fn a_command_may_be_tracked_alone_or_not_at_all() -> Result<()> {
    for bot in [bot(), bot().track_edits(Duration::from_mins(5))] {
        let sandbox = Sandbox::start(bot.command::<tracked>().command::<once>()).await?;
        let alice = sandbox.member("alice").await?;
        let asked = alice.posts("!tracked one").await?;
        let other = alice.posts("!once one").await?;
        sandbox.settle().await?;
        assert_eq!(said(&sandbox, &alice), ["one false", "one false"]);
        alice.edits(&asked, "!tracked two").await?;
        alice.edits(&other, "!once two").await?;
        sandbox.settle().await?;
        assert_eq!(said(&sandbox, &alice), ["two true", "one false"], "{}", sandbox.transcript());
        alice.deletes(&asked).await?;
        alice.deletes(&other).await?;
        sandbox.settle().await?;
        assert_eq!(said(&sandbox, &alice), ["one false"]);
    }
    Ok(())
}

#[tokio::test]
async fn a_corrected_typo_is_no_rerun() -> Result<()> {
    let sandbox = Sandbox::start(bot().command::<tracked>()).await?;
    let alice = sandbox.member("alice").await?;
    let asked = alice.posts("!tracked").await?;
    sandbox.settle().await?;
    alice.edits(&asked, "!tracked now").await?;
    sandbox.settle().await?;
    assert_eq!(said(&sandbox, &alice), ["now false"]);
    Ok(())
}
