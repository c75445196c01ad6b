//! States that checks, hooks and autocomplete functions borrow, as commands do.

use std::sync::Mutex;

use mindtrace_discord::Registry;
use mindtrace_discord::command::Outcome;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;

/// The titles, and the calls that the hooks saw.
#[derive(Debug)]
struct Library {
    titles: Vec<&'static str>,
    seen: Mutex<Vec<String>>,
}

/// The only user who may borrow books.
#[derive(Debug)]
struct Reader(&'static str);

fn library() -> Library {
    Library { titles: vec!["Emma", "Erewhon", "Middlemarch"], seen: Mutex::default() }
}

async fn titles(library: &Library, typed: &str) -> Vec<String> {
    let found = library.titles.iter().filter(|title| title.starts_with(typed));
    found.map(ToString::to_string).collect()
}

async fn is_reader(ctx: &Context, reader: &Reader) -> bool {
    ctx.author().name == reader.0
}

async fn is_open() -> bool {
    true
}

async fn note_start(library: &Library, ctx: &Context) {
    library.seen.lock().unwrap().push(format!("{} starts", ctx.author().name));
}

async fn note_end(ctx: &Context, library: &Library, outcome: &Outcome) {
    library.seen.lock().unwrap().push(format!("{} ends: {}", ctx.author().name, outcome.is_ok()));
}

async fn explain(reader: &Reader, author: &User, _: &CommandError) -> Option<String> {
    Some(format!("Only {} may, {}.", reader.0, author.name))
}

#[command(check = all(is_reader, is_open), before = note_start, after = note_end, on_error = explain)]
async fn lend(#[arg(autocomplete = titles)] title: String) -> String {
    title
}

#[command]
async fn plain() -> &'static str {
    "plain"
}

#[tokio::test]
async fn checks_hooks_and_suggestions_borrow_states() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<lend>());
    let sandbox = Sandbox::start(bot.state(std::sync::Arc::new(library())).state(Reader("alice"))).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert_eq!(alice.says("!lend Emma").await?.content, "Emma");
    assert_eq!(bob.says("!lend Emma").await?.content, "Only alice may, bob.");
    let call = alice.slash("lend").unchecked().option("title", "E");
    let suggestions: Vec<_> = call.suggestions("title").await?.into_iter().map(|found| found.value).collect();
    assert_eq!(suggestions, [json!("Emma"), json!("Erewhon")]);
    Ok(())
}

#[tokio::test]
async fn the_builders_checks_and_hooks_borrow_states() -> Result<()> {
    static LIBRARY: std::sync::LazyLock<std::sync::Arc<Library>> =
        std::sync::LazyLock::new(|| std::sync::Arc::new(library()));
    let bot = Bot::builder().registry(Registry::empty().command::<plain>());
    let bot = bot.check(is_reader).before(note_start).after(note_end).on_error(explain);
    let sandbox = Sandbox::start(bot.state(std::sync::Arc::clone(&LIBRARY)).state(Reader("alice"))).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert_eq!(bob.says("!plain").await?.content, "Only alice may, bob.");
    assert_eq!(alice.says("!plain").await?.content, "plain");
    sandbox.settle().await?;
    let seen = LIBRARY.seen.lock().unwrap().clone();
    assert!(
        seen.contains(&"alice starts".to_owned()) && seen.contains(&"bob ends: false".to_owned()),
        "{seen:?}"
    );
    Ok(())
}

#[test]
fn a_missing_state_of_a_function_keeps_the_bot_from_starting() {
    let bot = Bot::builder().registry(Registry::empty().command::<lend>());
    let problems = bot.state(library()).validate().unwrap_err().to_string();
    let expected = "the function `is_reader` of the command `lend` borrows `&Reader`, which was not supplied";
    assert!(problems.contains(expected), "{problems}");
    let bot = Bot::builder().registry(Registry::empty().command::<lend>());
    let problems = bot.state(Reader("alice")).validate().unwrap_err().to_string();
    for function in ["titles", "note_start", "note_end"] {
        let expected = format!("the function `{function}` of the command `lend` borrows `&Library`");
        assert!(problems.contains(&expected), "{problems}");
    }
    let bot = Bot::builder().registry(Registry::empty().command::<plain>()).check(is_reader);
    let problems = bot.validate().unwrap_err().to_string();
    assert!(
        problems.contains("borrowed_states.rs:")
            && problems.contains("the function `is_reader` borrows `&Reader`"),
        "{problems}"
    );
}
