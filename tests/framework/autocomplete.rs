//! Autocomplete: the suggestions of a command, their limits, and the gates in front of them.

use mindtrace_discord::__private::check;
use mindtrace_discord::Registry;
use mindtrace_discord::args::{Suggestion, suggest};
use mindtrace_discord::command::{Check, CommandItem, CommandSpec, ParamSpec};
use mindtrace_discord::prelude::*;
use mindtrace_discord::reply::Invoked;
use mindtrace_discord::sandbox::{Member, Sandbox};
use serde_json::json;

async fn cities(ctx: &Context, typed: &str) -> Vec<String> {
    let country = ctx.option("country").map(ToString::to_string).unwrap_or_default();
    let all = ["London", "Londonderry", "London", "Lisbon"];
    let found = all.iter().filter(|city| city.to_lowercase().starts_with(typed));
    found.map(|city| format!("{city}{country}")).collect()
}

async fn odd(typed: &str) -> std::result::Result<Vec<Suggestion>, std::io::Error> {
    match typed {
        "error" => Err(std::io::Error::other("a secret")),
        "panic" => panic!("a secret"),
        "late" => std::future::pending().await,
        "many" => Ok((0..40).map(Suggestion::from).collect()),
        "mixed" => Ok(vec![
            Suggestion::new("x".repeat(120), 1),
            Suggestion::new(" ", 2),
            Suggestion::new("text", "three"),
            Suggestion::new("four", "4"),
            Suggestion::new("half", 0.5),
            Suggestion::new("huge", i64::MAX),
        ]),
        other => Ok(vec![Suggestion::new(other, 7)]),
    }
}

macro_rules! suggesting {
    ($name:ident, $spec:expr) => {
        #[allow(non_camel_case_types)]
        struct $name {}

        impl CommandItem for $name {
            const SPEC: CommandSpec = $spec
                .params(
                    const {
                        &[
                            ParamSpec::of::<String>("city", "c")
                                .suggest(|ctx, typed| suggest(cities(ctx, typed))),
                            ParamSpec::of::<Option<i64>>("number", "n")
                                .suggest(|_, typed| suggest(odd(typed))),
                            ParamSpec::of::<Option<String>>("country", "c"),
                        ]
                    },
                )
                .source(file!(), line!());

            fn invoke<'a>(_: &'a Context, args: &mut mindtrace_discord::args::Arguments) -> Invoked<'a> {
                let city: String = args.take()?;
                Ok(Box::pin(async move { Ok(Some(Reply::new(city))) }))
            }
        }
    };
}

async fn is_bob(ctx: &Context) -> Result<bool> {
    match ctx.author().name.as_str() {
        "carol" => Err("a secret".into()),
        "dave" => std::future::pending().await,
        // The context is that of the autocomplete request.
        name => Ok(name == "bob" && ctx.command().is_some_and(|command| command.name() == "guarded")),
    }
}

const IS_BOB: Check = Check::Is("is_bob", |ctx| check(is_bob(ctx)));

suggesting!(guarded, CommandSpec::new("guarded", "g", Self::invoke).checks(const { &[IS_BOB] }));
suggesting!(weather, CommandSpec::new("weather", "w", Self::invoke));
suggesting!(ban, CommandSpec::new("ban", "b", Self::invoke).permissions(Permissions::BAN_MEMBERS));
suggesting!(asleep, CommandSpec::new("asleep", "a", Self::invoke).disabled());

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty().command::<weather>().command::<ban>().command::<asleep>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

/// Returns the names and values suggested for an option.
async fn suggested(
    member: &Member,
    command: &str,
    option: &str,
    typed: &str,
) -> Result<Vec<(String, serde_json::Value)>> {
    let call = member.slash(command).unchecked().option("country", "!").option(option, typed);
    let suggestions = call.suggestions(option).await?;
    Ok(suggestions.into_iter().map(|suggestion| (suggestion.name, suggestion.value)).collect())
}

#[tokio::test]
async fn suggestions_see_the_typed_text_and_other_options() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let expected = ["London!", "Londonderry!"].map(|city| (city.to_owned(), json!(city)));
    assert_eq!(suggested(&alice, "weather", "city", "lon").await?, expected, "each once");
    assert_eq!(suggested(&alice, "weather", "number", "5").await?, [("5".to_owned(), json!(7))]);
    assert_eq!(suggested(&alice, "weather", "country", "x").await?, [], "it has no suggestions");
    // Suggestions do not restrict the values.
    assert_eq!(alice.slash("weather").option("city", "Paris").send().await?.content, "Paris");
    Ok(())
}

#[tokio::test]
async fn suggestions_beyond_discords_limits_are_dropped() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let many = suggested(&alice, "weather", "number", "many").await?;
    assert_eq!((many.len(), &many[24]), (25, &("24".to_owned(), json!(24))));
    let shortened = format!("{}…", "x".repeat(99));
    let mixed = [(shortened, json!(1)), ("four".to_owned(), json!(4))];
    assert_eq!(suggested(&alice, "weather", "number", "mixed").await?, mixed);
    Ok(())
}

#[tokio::test]
async fn a_failing_function_suggests_nothing() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    for typed in ["error", "panic", "late"] {
        assert_eq!(suggested(&alice, "weather", "number", typed).await?, [], "{typed}");
    }
    assert!(!sandbox.transcript().contains("secret"));
    Ok(())
}

#[tokio::test]
async fn callers_without_access_get_no_suggestions() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let mods = sandbox.member("bob").await?.with_permissions(Permissions::BAN_MEMBERS).await?;
    sandbox.settle().await?;
    assert_eq!(suggested(&alice, "ban", "city", "lis").await?, []);
    assert_eq!(suggested(&mods, "ban", "city", "lis").await?.len(), 1);
    assert_eq!(suggested(&mods, "asleep", "city", "lis").await?, []);
    assert_eq!(suggested(&alice, "gone", "city", "lis").await?, []);
    Ok(())
}

#[tokio::test]
async fn callers_refused_by_a_check_get_no_suggestions() -> Result<()> {
    async fn is_not_banned(ctx: &Context) -> bool {
        ctx.author().name != "mallory"
    }

    let registry = Registry::empty().command::<weather>().command::<guarded>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).check(is_not_banned)).await?;
    let bob = sandbox.member("bob").await?;
    assert_eq!(suggested(&bob, "guarded", "city", "lis").await?.len(), 1);
    // The check returns false, fails, and never ends.
    for name in ["alice", "carol", "dave"] {
        let other = sandbox.member(name).await?;
        assert_eq!(suggested(&other, "guarded", "city", "lis").await?, [], "{name}");
        assert_eq!(suggested(&other, "weather", "city", "lis").await?.len(), 1, "{name}");
    }
    let mallory = sandbox.member("mallory").await?;
    assert_eq!(suggested(&mallory, "weather", "city", "lis").await?, [], "the global checks apply as well");
    assert!(!sandbox.transcript().contains("secret"));
    Ok(())
}
