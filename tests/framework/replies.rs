//! Replies: visibility, deferral, follow-ups and edits, embeds, files and polls.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;
use tokio::sync::Notify;

use crate::api::Api;
use crate::deferral::until_deferred;

#[command(ephemeral)]
async fn whisper() -> &'static str {
    "psst"
}

static DEFERRED: Notify = Notify::const_new();

/// Takes until it is deferred.
#[command]
async fn slow() -> &'static str {
    DEFERRED.notified().await;
    "finally"
}

#[command(ephemeral, defer = "immediately")]
async fn slow_whisper() -> &'static str {
    "psst, finally"
}

#[command]
async fn late_secret(ctx: &Context) -> Result<Reply> {
    ctx.defer().await?;
    Ok(Reply::new("only you").ephemeral())
}

#[command]
async fn story(ctx: &Context) -> Result<()> {
    let first = ctx.reply("once").await?;
    assert!(ctx.reply("again").await.is_err(), "a call has one answer");
    ctx.followup("upon").await?;
    ctx.say("a time").await?;
    first.edit("once!").await?;
    Ok(())
}

#[command(ephemeral)]
async fn balance() -> Result<String> {
    Err(UserError::new("Your balance of 3,200 is too low.").into())
}

#[command]
async fn careless(ctx: &Context) -> Result<()> {
    let sent = ctx.reply("working").await?;
    assert!(sent.edit(Reply::new("secret").ephemeral()).await.is_err());
    assert!(ctx.channel().say(Reply::new("secret").ephemeral()).await.is_err());
    Ok(())
}

#[command]
async fn wordy() -> Result<()> {
    Err(UserError::new("é".repeat(5000)).into())
}

#[command]
async fn silent() {}

#[command]
async fn rich() -> Reply {
    Reply::new("look")
        .embed(Embed::new().title("Title").field("a", "b", true))
        .delete_after(Duration::from_mins(10))
}

/// A poll with eleven answers; Discord accepts ten.
#[command]
async fn impossible() -> Poll {
    Poll::new("Which?", (0..11).map(|n| n.to_string()))
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<whisper>()
        .command::<slow>()
        .command::<slow_whisper>()
        .command::<late_secret>()
        .command::<story>()
        .command::<silent>()
        .command::<balance>()
        .command::<careless>()
        .command::<wordy>()
        .command::<rich>()
        .command::<impossible>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn a_private_answer_is_never_public() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let slash = alice.slash("whisper").send().await?;
    assert!(slash.ephemeral);
    let prefix = alice.says("!whisper").await?;
    assert_eq!((prefix.content.as_str(), prefix.in_dm), ("psst", true));
    alice.closes_dms();
    let refused = alice.says("!whisper").await?;
    assert!(
        !refused.in_dm && refused.content.starts_with("I can answer this in private only"),
        "{}",
        refused.content
    );
    assert!(bob.messages().iter().all(|message| message.content != "psst"), "{}", sandbox.transcript());
    assert_eq!(Api::of(&sandbox).execute("!whisper").await.body["ephemeral"], true);
    Ok(())
}

#[tokio::test]
async fn a_failed_dm_is_explained_in_the_channel() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, discord) = (sandbox.member("alice").await?, sandbox.discord());
    for path in ["/users/@me/channels", "/messages"] {
        for code in [50007, 50033, 50278] {
            discord.fail_next("POST", path, 403, json!({ "code": code, "message": "Cannot" }));
            let refused = alice.says("!whisper").await?;
            let explained =
                !refused.in_dm && refused.content.starts_with("I can answer this in private only");
            assert!(explained, "{path} {code}: {}", refused.content);
        }
    }
    assert!(alice.says("!whisper").await?.in_dm);
    Ok(())
}

#[tokio::test]
async fn errors_of_a_private_command_are_private() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.says("!balance").await?.in_dm);
    assert!(alice.slash("balance").send().await?.ephemeral);
    alice.closes_dms();
    assert!(alice.says("!balance").await?.content.starts_with("I can answer this in private only"));
    alice.posts("!careless").await?;
    sandbox.settle().await?;
    assert!(!sandbox.transcript().contains("secret"), "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn a_long_error_is_shortened() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let answer = alice.says("!wordy").await?.content;
    assert_eq!((answer.chars().count(), answer.ends_with('…')), (2000, true));
    Ok(())
}

#[tokio::test]
async fn a_bot_without_message_history_answers_without_a_reference() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let general = sandbox.channel("general")?;
    let bot = sandbox.bot();
    sandbox.overwrite(&general, bot, Permissions::empty(), Permissions::READ_MESSAGE_HISTORY).await?;
    let answer = alice.says("!rich").await?;
    assert_eq!((answer.content.as_str(), answer.replies_to), ("look", None));
    Ok(())
}

#[tokio::test]
async fn a_slow_answer_is_deferred_with_its_declared_visibility() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let opened = async {
        until_deferred(&sandbox, &alice).await?;
        DEFERRED.notify_one();
        Ok::<(), BoxError>(())
    };
    let (answer, opened) = tokio::join!(alice.slash("slow").send(), opened);
    opened?;
    let answer = answer?;
    assert_eq!((answer.content.as_str(), answer.deferred, answer.ephemeral), ("finally", true, false));
    let answer = alice.slash("slow_whisper").send().await?;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("psst, finally", true));
    Ok(())
}

#[tokio::test]
async fn a_private_answer_after_a_public_deferral_stays_private() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let answer = alice.slash("late_secret").send().await?;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("only you", true));
    sandbox.settle().await?;
    assert!(bob.messages().is_empty(), "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn an_answer_can_be_followed_up_and_edited() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    alice.slash("story").send().await?;
    sandbox.settle().await?;
    let messages: Vec<String> = alice.messages().into_iter().map(|message| message.content).collect();
    assert_eq!(messages, ["once!", "upon", "a time"], "{}", sandbox.transcript());
    alice.posts("!story").await?;
    sandbox.settle().await?;
    let messages: Vec<String> = alice.messages().into_iter().skip(4).map(|message| message.content).collect();
    assert_eq!(messages, ["once!", "upon", "a time"], "{}", sandbox.transcript());
    let http = Api::of(&sandbox).execute("!story").await.body;
    assert_eq!(http["response"], "once!");
    assert_eq!(http["followups"][1]["content"], "a time");
    Ok(())
}

#[tokio::test]
async fn an_empty_result_is_acknowledged_for_interactions() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let answer = alice.slash("silent").send().await?;
    assert_eq!((answer.content.as_str(), answer.ephemeral), ("Done.", true));
    alice.posts("!silent").await?;
    sandbox.settle().await?;
    assert!(alice.messages().iter().filter(|message| message.author_id == sandbox.bot()).count() == 1);
    assert_eq!(Api::of(&sandbox).execute("!silent").await.body["response"], json!(null));
    Ok(())
}

#[tokio::test]
async fn embeds_arrive_at_every_surface() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!rich").await?.embeds[0]["title"], "Title");
    assert_eq!(alice.slash("rich").send().await?.embeds[0]["fields"][0]["value"], "b");
    let http = Api::of(&sandbox).execute("!rich").await.body;
    assert_eq!((&http["embed"]["title"], &http["delete_after"]), (&json!("Title"), &json!(600.0)));
    Ok(())
}

#[tokio::test]
async fn an_invalid_answer_is_reported_to_the_caller() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert!(
        alice.says("!impossible").await?.content.starts_with("Something went wrong on my side. Reference: `")
    );
    assert!(alice.slash("impossible").send().await?.ephemeral);
    assert_eq!(Api::of(&sandbox).execute("!impossible").await.status, 500);
    Ok(())
}

/// The error of a private follow-up that was sent too late.
static TOO_LATE: std::sync::Mutex<Option<String>> = std::sync::Mutex::new(None);
static MAY_GO_ON: tokio::sync::Notify = tokio::sync::Notify::const_new();

#[command(timeout = "1h")]
async fn waits_first(ctx: &Context) -> Result<()> {
    ctx.reply("first").await?;
    MAY_GO_ON.notified().await;
    let late = ctx.followup(Reply::new("a secret").ephemeral()).await;
    *TOO_LATE.lock().unwrap() = late.err().map(|error| error.to_string());
    Ok(())
}

#[tokio::test]
async fn private_text_stays_private_after_the_interaction_expires() -> Result<()> {
    let registry = Registry::empty().command::<waits_first>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("waits_first").send().await?.content, "first");
    tokio::time::pause();
    tokio::time::advance(Duration::from_mins(16)).await;
    tokio::time::resume();
    MAY_GO_ON.notify_one();
    sandbox.settle().await?;
    assert!(TOO_LATE.lock().unwrap().as_deref().is_some_and(|error| error.contains("15 minutes")));
    assert!(!sandbox.transcript().contains("a secret"), "{}", sandbox.transcript());
    Ok(())
}

#[command]
async fn detached(ctx: &Context) -> &'static str {
    // A context is cloned into a task that outlives the handler.
    let ctx = ctx.clone();
    tokio::spawn(async move {
        let sent = async {
            ctx.say("from afar").await?;
            ctx.say("and again").await
        };
        assert!(sent.await.is_ok());
    });
    "here"
}

#[tokio::test]
async fn a_context_outlives_its_handler() -> Result<()> {
    let registry = Registry::empty().command::<detached>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    let mut answers = vec![alice.says("!detached").await?.content];
    answers.push(alice.sees().await?.content);
    answers.push(alice.sees().await?.content);
    answers.sort();
    assert_eq!(answers, ["and again", "from afar", "here"]);
    Ok(())
}

#[command(installs(guild, user))]
async fn chatty(ctx: &Context) -> Result<String> {
    ctx.reply("0").await?;
    for number in 1..=5 {
        ctx.followup(number.to_string()).await?;
    }
    let error = ctx.followup("6").await.err().map(|error| error.to_string());
    *TOO_MANY.lock().unwrap() = error;
    Ok(String::new())
}

static TOO_MANY: std::sync::Mutex<Option<String>> = std::sync::Mutex::new(None);

#[tokio::test]
async fn a_user_installed_app_counts_its_followups() -> Result<()> {
    let registry = Registry::empty().command::<chatty>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?.with_user_install();
    assert_eq!(alice.slash("chatty").send().await?.content, "0");
    sandbox.settle().await?;
    assert!(TOO_MANY.lock().unwrap().as_deref().is_some_and(|error| error.contains("five messages")));
    Ok(())
}

#[command]
async fn report() -> Reply {
    Reply::new("See the file.").file(File::new("report.csv", "a,b\n1,2\n"))
}

#[command]
async fn epic() -> String {
    "A line of an epic.\n".repeat(200)
}

#[command]
async fn epic_file() -> Reply {
    Reply::new("A line of an epic.\n".repeat(200)).long_as_file("epic.txt")
}

#[command]
async fn vote() -> Poll {
    Poll::new("Lunch?", ["Soup", "Cake"]).multiple()
}

async fn generous() -> Result<Sandbox> {
    let registry =
        Registry::empty().command::<report>().command::<epic>().command::<epic_file>().command::<vote>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn files_and_polls_are_sent() -> Result<()> {
    let sandbox = generous().await?;
    let alice = sandbox.member("alice").await?;
    for answer in [alice.says("!report").await?, alice.slash("report").send().await?] {
        let files = answer.attachments();
        assert_eq!((files[0].filename.as_str(), files[0].bytes()), ("report.csv", &b"a,b\n1,2\n"[..]));
    }
    assert_eq!(
        alice.slash("vote").send().await?.poll().map(|poll| poll.question.clone()).as_deref(),
        Some("Lunch?")
    );
    let body = Api::of(&sandbox).execute("!report").await.body;
    assert_eq!(
        body["files"][0],
        json!({ "filename": "report.csv", "description": null, "content_base64": "YSxiCjEsMgo=" })
    );
    Ok(())
}

#[tokio::test]
async fn long_text_is_split_or_sent_as_a_file() -> Result<()> {
    let sandbox = generous().await?;
    let alice = sandbox.member("alice").await?;
    let first = alice.slash("epic").send().await?;
    let second = alice.sees().await?;
    assert!(first.content.chars().count() <= 2000 && second.content.ends_with("A line of an epic."));
    let file = alice.says("!epic_file").await?;
    assert_eq!((file.content.as_str(), file.attachments()[0].filename.as_str()), ("", "epic.txt"));
    // An HTTP caller gets the text unsplit.
    let body = Api::of(&sandbox).execute("!epic").await.body;
    assert_eq!(body["response"].as_str().map(str::len), Some(19 * 200));
    Ok(())
}

async fn never(_: &Context) -> Result<()> {
    Err(UserError::new("a reason for you alone").into())
}

#[command(ephemeral, check = never)]
async fn hush() {}

#[tokio::test]
async fn the_refusal_of_a_private_command_is_private() -> Result<()> {
    let registry = Registry::empty().command::<hush>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    let answer = alice.says("!hush").await?;
    assert_eq!((answer.content.as_str(), answer.in_dm), ("a reason for you alone", true));
    Ok(())
}
