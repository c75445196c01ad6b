//! Tests that each invocation logs one line with its outcome and the reference id shown to the caller.
//!
//! A separate program: tracing caches for the whole process whether a subscriber is interested in a line.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::Write;
use std::sync::{Arc, Mutex};

use mindtrace_discord::__private::{Arguments, Invoked, check, run};
use mindtrace_discord::Registry;
use mindtrace_discord::command::{Check, CommandItem, CommandSpec, Cooldown};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use tracing_subscriber::fmt::MakeWriter;

#[command]
async fn panics() {
    panic!("out of cheese")
}

#[command(owners_only)]
async fn refused() {}

#[command]
async fn fine() -> &'static str {
    "fine"
}

async fn done(_: &Context) {}

async fn no(_: &Context) -> bool {
    false
}

/// A command with a check.
struct Guarded;

impl CommandItem for Guarded {
    const SPEC: CommandSpec = CommandSpec::new("guarded", "Guarded.", Self::invoke)
        .checks(const { &[Check::Is("is_sunday", |ctx| check(no(ctx)))] });

    fn invoke<'a>(ctx: &'a Context, _: &mut Arguments) -> Invoked<'a> {
        run(done(ctx))
    }
}

/// A command whose cooldown is in a shared bucket.
struct Shared;

impl CommandItem for Shared {
    const SPEC: CommandSpec = CommandSpec::new("shared", "Shared.", Self::invoke)
        .cooldown(Cooldown::new(1, 3_600_000).bucket("search"));

    fn invoke<'a>(ctx: &'a Context, _: &mut Arguments) -> Invoked<'a> {
        run(done(ctx))
    }
}

#[on_event(MemberJoin)]
async fn unlucky(_event: &MemberJoin) -> Result<()> {
    Err("no paper".into())
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    fn line(&self, containing: &str) -> String {
        let text = self.text();
        text.lines()
            .find(|line| line.contains(containing))
            .unwrap_or_else(|| panic!("no {containing} in\n{text}"))
            .to_owned()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The current-thread runtime runs every task of the bot on this thread, so the thread's subscriber receives every line.
#[tokio::test]
async fn every_outcome_logs_one_line() -> Result<()> {
    let log = Captured::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let registry = Registry::empty()
        .command::<panics>()
        .command::<refused>()
        .command::<fine>()
        .command::<Guarded>()
        .command::<Shared>()
        .on_event::<unlucky>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    alice.says("!fine").await?;
    alice.slash("refused").send().await?;
    let shown = alice.says("!panics").await?.content;
    assert_eq!(alice.says("!fine").await?.content, "fine", "the bot continues after a panic");
    alice.slash("guarded").send().await?;
    alice.slash("shared").send().await?;
    alice.slash("shared").send().await?;
    sandbox.join("bob").await?;
    sandbox.settle().await?;

    let reference = shown.rsplit('`').nth(1).unwrap();
    let panicked = log.line("outcome=\"panicked\"");
    assert!(
        panicked.contains("ERROR") && panicked.contains(reference) && panicked.contains("out of cheese"),
        "{panicked}"
    );
    assert!(!shown.contains("cheese"));
    assert!(
        log.line("command=\"fine\" surface=\"prefix\" outcome=\"ok\"")
            .contains(&format!("user={}", alice.id()))
    );
    assert!(log.line("outcome=\"owners_only\"").contains("INFO"));
    let denied = log.line("outcome=\"denied\"");
    assert!(
        denied.contains("INFO") && denied.contains("the check `is_sunday` refused the caller"),
        "{denied}"
    );
    assert!(log.line("outcome=\"cooldown\"").contains("(bucket `search`)"));
    let event = log.line("handler=\"unlucky\"");
    assert!(
        event.contains("no paper") && event.contains("reference=") && event.contains("logs.rs:"),
        "{event}"
    );
    Ok(())
}
