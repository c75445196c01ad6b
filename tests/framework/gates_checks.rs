//! Checks: gates that a bot defines itself.

use mindtrace_discord::__private::check;
use mindtrace_discord::Registry;
use mindtrace_discord::command::Check;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

use crate::api::Api;

async fn ok(_: &Context) -> &'static str {
    "ok"
}

async fn yes(_: &Context) {}

async fn no(_: &Context) -> bool {
    false
}

async fn reasoned(ctx: &Context) -> Result<()> {
    // The context is that of the call.
    let name = ctx.command().map_or("?", |command| command.name());
    Err(UserError::new(format!("Not for {}: {name}.", ctx.author().name)).into())
}

async fn fails(_: &Context) -> Result<bool> {
    Err("db password=hunter2".into())
}

async fn panics(_: &Context) -> bool {
    panic!("hunter2")
}

async fn never(_: &Context) -> bool {
    panic!("an earlier check has decided")
}

const YES: Check = Check::Is("yes", |ctx| check(yes(ctx)));
const NO: Check = Check::Is("no", |ctx| check(no(ctx)));
const REASONED: Check = Check::Is("reasoned", |ctx| check(reasoned(ctx)));
const FAILS: Check = Check::Is("fails", |ctx| check(fails(ctx)));
const PANICS: Check = Check::Is("panics", |ctx| check(panics(ctx)));
const NEVER: Check = Check::Is("never", |ctx| check(never(ctx)));

by_hand!(All, "all", ok, .checks(const { &[YES, Check::All(const { &[YES, YES] })] }));
by_hand!(Second, "second", ok, .checks(const { &[YES, REASONED, NEVER] }));
by_hand!(Either, "either", ok, .checks(const { &[Check::Any(const { &[NO, FAILS, YES, NEVER] })] }));
by_hand!(Neither, "neither", ok, .checks(const { &[Check::Any(const { &[NO, REASONED] })] }));
by_hand!(Silent, "silent", ok, .checks(const { &[Check::Any(const { &[REASONED, NO] })] }));
by_hand!(Nested, "nested", ok,
    .checks(const { &[Check::Any(const { &[Check::All(const { &[YES, NO, NEVER] }), Check::All(const { &[YES] })] })] }));
by_hand!(Broken, "broken", ok, .checks(const { &[Check::Any(const { &[FAILS, NO] })] }));
by_hand!(Bursts, "bursts", ok, .checks(const { &[PANICS] }));

async fn is_no_bot(ctx: &Context) -> Result<bool> {
    if ctx.author().name == "mallory" {
        return Err(UserError::new("Not you.").into());
    }
    Ok(!ctx.author().bot || ctx.surface() == Some(mindtrace_discord::Surface::Http))
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<All>()
        .command::<Second>()
        .command::<Either>()
        .command::<Neither>()
        .command::<Silent>()
        .command::<Nested>()
        .command::<Broken>()
        .command::<Bursts>();
    Ok(Sandbox::start(Bot::builder().registry(registry).check(is_no_bot)).await?)
}

#[tokio::test]
async fn nested_checks_apply_at_every_surface() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let silent = "You cannot use this command here.";
    for (command, expected) in [
        ("all", "ok"),
        ("second", "Not for alice: second."),
        ("either", "ok"),
        ("neither", "Not for alice: neither."),
        ("silent", silent),
        ("nested", "ok"),
    ] {
        assert_eq!(alice.says(&format!("!{command}")).await?.content, expected, "{command}");
        assert_eq!(alice.slash(command).send().await?.content, expected, "{command}");
        let http = api.execute_as(&sandbox, &alice, command).await;
        if expected == "ok" {
            assert_eq!(http.body["response"], "ok", "{command}");
        } else {
            assert_eq!(
                (http.status.as_u16(), http.body["detail"].as_str()),
                (403, Some(expected)),
                "{command}"
            );
            assert_eq!(http.body["code"], "denied");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_failing_check_hides_its_error() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    for command in ["broken", "bursts"] {
        let answer = alice.says(&format!("!{command}")).await?.content;
        assert!(answer.starts_with("Something went wrong on my side. Reference: `"), "{answer}");
        assert!(alice.slash(command).send().await?.ephemeral);
        let http = api.execute_as(&sandbox, &alice, command).await;
        assert_eq!(http.status, 500);
        assert!(!http.text.contains("hunter2"));
    }
    assert!(!crate::secrets::told(&sandbox).contains("hunter2"));
    Ok(())
}

#[tokio::test]
async fn a_global_check_applies_to_every_command() -> Result<()> {
    let sandbox = sandbox().await?;
    let mallory = sandbox.join("mallory").await?;
    assert_eq!(mallory.says("!all").await?.content, "Not you.");
    assert_eq!(mallory.slash("second").send().await?.content, "Not you.");
    Ok(())
}
