//! Hooks: before a command, after it, and on errors.

use std::sync::{Arc, Mutex};

use mindtrace_discord::__private::{check, error_hook, hook};
use mindtrace_discord::Registry;
use mindtrace_discord::command::{Check, Concurrency, Cooldown, CooldownScope};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

use crate::api::Api;

/// The hooks and handlers that ran, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

fn note(ctx: &Context, line: &str) {
    ctx.state::<Log>().unwrap().0.lock().unwrap().push(line.to_owned());
}

async fn first_before(ctx: &Context) {
    note(ctx, "global before 1");
}

async fn second_before(ctx: &Context) -> Result<()> {
    note(ctx, "global before 2");
    Ok(())
}

async fn first_after(ctx: &Context, _: &Outcome) {
    note(ctx, "global after 1");
}

async fn second_after(ctx: &Context, outcome: &Outcome) {
    let code = outcome.error().map_or("ok", CommandError::code);
    note(ctx, &format!("global after 2: {code}"));
}

async fn outer_before(ctx: &Context) {
    note(ctx, "outer before");
}

async fn inner_before(ctx: &Context) {
    note(ctx, "inner before");
}

async fn outer_after(ctx: &Context, _: &Outcome) {
    note(ctx, "outer after");
}

async fn inner_after(ctx: &Context, _: &Outcome) {
    note(ctx, "inner after");
}

async fn handler(ctx: &Context) -> &'static str {
    note(ctx, "handler");
    "ok"
}

by_hand!(Wrapped, "wrapped", handler,
    .before(const { &[|ctx| hook(outer_before(ctx)), |ctx| hook(inner_before(ctx))] })
    .after(const { &[|ctx, outcome| hook(outer_after(ctx, outcome)), |ctx, outcome| hook(inner_after(ctx, outcome))] }));

fn bot(registry: Registry) -> (BotBuilder, Log) {
    let log = Log::default();
    let bot = Bot::builder().registry(registry).state(log.clone());
    (bot.before(first_before).before(second_before).after(first_after).after(second_after), log)
}

#[tokio::test]
async fn outer_hooks_run_first_before_and_last_after() -> Result<()> {
    let (bot, log) = bot(Registry::empty().command::<Wrapped>());
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!wrapped").await?.content, "ok");
    sandbox.settle().await?;
    let expected = [
        "global before 1",
        "global before 2",
        "outer before",
        "inner before",
        "handler",
        "inner after",
        "outer after",
        "global after 2: ok",
        "global after 1",
    ];
    assert_eq!(log.take(), expected);
    Api::of(&sandbox).execute("wrapped").await;
    assert_eq!(log.take(), expected);
    Ok(())
}

#[command(owners_only)]
async fn owned() {}

#[command]
async fn counts(_count: u8) {}

#[command]
async fn panics() {
    panic!("hunter2")
}

#[command(timeout = "20ms")]
async fn hangs() {
    std::future::pending::<()>().await;
}

#[command]
async fn empty() -> Reply {
    Reply::new("")
}

async fn no(_: &Context) -> bool {
    false
}

by_hand!(Denied, "denied", handler, .checks(const { &[Check::Is("no", |ctx| check(no(ctx)))] }));

#[tokio::test]
async fn after_runs_for_every_outcome() -> Result<()> {
    let registry = Registry::empty()
        .command::<owned>()
        .command::<counts>()
        .command::<panics>()
        .command::<hangs>()
        .command::<empty>()
        .command::<Denied>();
    let (bot, log) = bot(registry);
    let sandbox = Sandbox::start(bot).await?;
    let api = Api::of(&sandbox);
    for (call, code) in [
        ("owned", "owners_only"),
        ("counts many", "bad_argument"),
        ("panics", "panicked"),
        ("hangs", "deadline"),
        ("empty", "reply_failed"),
        ("denied", "denied"),
    ] {
        api.execute(call).await;
        let ran = log.take();
        assert_eq!(ran[ran.len() - 2..], [format!("global after 2: {code}"), "global after 1".to_owned()]);
        let reached_the_handler = ["panicked", "deadline", "reply_failed"].contains(&code);
        assert_eq!(ran.contains(&"global before 1".to_owned()), reached_the_handler, "{call}: {ran:?}");
    }
    api.execute("unknown-command").await;
    assert_eq!(log.take(), [""; 0], "hooks do not run for an unknown command");
    Ok(())
}

async fn refuses(_: &Context) -> Result<()> {
    Err(UserError::new("Closed on Mondays.").into())
}

async fn fails(_: &Context) -> Result<()> {
    Err("hunter2".into())
}

by_hand!(Closed, "closed", handler,
    .before(const { &[|ctx| hook(refuses(ctx))] }).cooldown(Cooldown::new(1, 3_600_000)));
by_hand!(Unlucky, "unlucky", handler, .before(const { &[|ctx| hook(fails(ctx))] }));

#[tokio::test]
async fn an_error_in_before_stops_the_command() -> Result<()> {
    let (bot, log) = bot(Registry::empty().command::<Closed>().command::<Unlucky>());
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    for _ in 0..2 {
        assert_eq!(alice.says("!closed").await?.content, "Closed on Mondays.", "no use was taken");
    }
    let answer = alice.says("!unlucky").await?.content;
    assert!(answer.starts_with("Something went wrong on my side. Reference: `"), "{answer}");
    sandbox.settle().await?;
    assert!(!log.take().contains(&"handler".to_owned()));
    assert!(!crate::secrets::told(&sandbox).contains("hunter2"));
    Ok(())
}

async fn broken_after(_: &Context, _: &Outcome) -> Result<()> {
    Err("hunter2".into())
}

async fn bursting_after(_: &Context, _: &Outcome) {
    panic!("hunter2")
}

async fn broken_on_error(_: &Context, _: &CommandError) -> Result<Option<Reply>> {
    Err("hunter2".into())
}

async fn bursting_on_error(_: &Context, _: &CommandError) -> Option<Reply> {
    panic!("hunter2")
}

#[tokio::test]
async fn failing_after_hooks_change_nothing() -> Result<()> {
    let (bot, log) = bot(Registry::empty().command::<Wrapped>().command::<owned>());
    let bot =
        bot.after(broken_after).after(bursting_after).on_error(broken_on_error).on_error(bursting_on_error);
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!wrapped").await?.content, "ok");
    assert_eq!(alice.says("!owned").await?.content, "This command is for the bot's owners.");
    sandbox.settle().await?;
    assert_eq!(log.take().last().unwrap(), "global after 1", "the other hooks still run");
    Ok(())
}

async fn own_inner(_: &Context, error: &CommandError) -> Option<Reply> {
    matches!(error, CommandError::Busy).then(|| Reply::new("never"))
}

async fn own_outer(ctx: &Context, error: &CommandError) -> Option<&'static str> {
    note(ctx, "own outer");
    matches!(error, CommandError::Argument(_)).then_some("Numbers, please.")
}

async fn global(_: &Context, error: &CommandError) -> Option<Reply> {
    matches!(error, CommandError::OwnersOnly | CommandError::Handler(_))
        .then(|| Reply::new(format!("Sorry: {}.", error.code())))
}

async fn breaks(_: &Context) -> Result<()> {
    Err("hunter2".into())
}

by_hand!(Softened, "softened", breaks,
    .on_error(const { &[|ctx, error| error_hook(own_outer(ctx, error)), |ctx, error| error_hook(own_inner(ctx, error))] }));
by_hand!(Secret, "secret", breaks, .ephemeral());
by_hand!(Wordless, "wordless", breaks,
    .on_error(const { &[|ctx, error| error_hook(wordless(ctx, error))] }));

async fn wordless(_: &Context, _: &CommandError) -> &'static str {
    ""
}

#[tokio::test]
async fn on_error_replaces_the_error_reply() -> Result<()> {
    let registry = Registry::empty()
        .command::<owned>()
        .command::<Softened>()
        .command::<Secret>()
        .command::<Wordless>()
        .command::<Denied>();
    let (bot, log) = bot(registry);
    let sandbox = Sandbox::start(bot.on_error(global)).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!owned").await?.content, "Sorry: owners_only.");
    let slash = alice.slash("owned").send().await?;
    assert_eq!((slash.content.as_str(), slash.ephemeral), ("Sorry: owners_only.", true));
    let http = api.execute("owned").await;
    assert_eq!((http.status.as_u16(), http.body["detail"].as_str()), (403, Some("Sorry: owners_only.")));
    assert_eq!(alice.says("!softened").await?.content, "Sorry: failed.", "the other hooks returned nothing");
    assert!(log.take().contains(&"own outer".to_owned()));
    let answer = alice.says("!secret").await?;
    assert_eq!((answer.content.as_str(), answer.in_dm), ("Sorry: failed.", true), "as private as its answer");
    assert_eq!(alice.says("!denied").await?.content, "You cannot use this command here.");
    let answer = alice.says("!wordless").await?.content;
    assert!(
        answer.starts_with("Something went wrong"),
        "an empty reply falls back to the user message: {answer}"
    );
    Ok(())
}

by_hand!(Crowded, "crowded", handler, .concurrency(Concurrency::new(CooldownScope::Global, 1)));

#[tokio::test]
async fn a_hook_may_be_a_closure_with_its_own_state() -> Result<()> {
    let calls = Arc::new(Mutex::new(0));
    let count = Arc::clone(&calls);
    let (bot, _) = bot(Registry::empty().command::<Crowded>());
    let bot = bot.after(move |_: &Context, _: &Outcome| {
        *count.lock().unwrap() += 1;
        std::future::ready(())
    });
    let sandbox = Sandbox::start(bot).await?;
    Api::of(&sandbox).execute("crowded").await;
    assert_eq!(*calls.lock().unwrap(), 1);
    Ok(())
}

async fn only_reacts(ctx: &Context, _: &CommandError) -> Result<Reply> {
    if ctx.message_id().is_some() {
        ctx.react('🚫').await?;
    }
    Ok(Reply::nothing())
}

#[tokio::test]
async fn an_error_hook_may_react_and_say_nothing() -> Result<()> {
    let (bot, _) = bot(Registry::empty().command::<owned>().command::<Wrapped>());
    let sandbox = Sandbox::start(bot.on_error(only_reacts)).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let asked = alice.posts("!owned").await?;
    sandbox.settle().await?;
    let messages: Vec<String> = alice.messages().into_iter().map(|message| message.content).collect();
    assert_eq!(messages.last().map(String::as_str), Some("!owned"), "{}", sandbox.transcript());
    assert_eq!(alice.looks_at(&asked).await?.reactions[0].emoji, "🚫");
    let slash = alice.slash("owned").send().await?;
    assert_eq!((slash.content.as_str(), slash.ephemeral), ("This command is for the bot's owners.", true));
    let http = api.execute("owned").await;
    assert_eq!((http.status.as_u16(), &http.body["code"]), (403, &serde_json::json!("owners_only")));
    Ok(())
}
