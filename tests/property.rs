//! Whatever is called with whatever values: every surface comes to the same verdict and binds the same values.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "framework/api.rs"]
#[allow(dead_code, reason = "other suites use more of it")]
mod api;
#[path = "framework/echo_commands.rs"]
mod echo_commands;

use std::cell::Cell;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::command::{ChoiceSpec, ParamSpec};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Member as Person, Sandbox, SandboxError};
use mindtrace_discord::serenity::model::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::api::Api;
use crate::echo_commands::echo_commands;

const CASES: u32 = 1000;

#[derive(Clone, Copy, Debug, Choice)]
enum Color {
    Red,
    DarkRed,
    #[choice(name = "Deep sea", value = "blue")]
    Blue,
}

#[command]
async fn numbers(
    #[arg(min = -5, max = 500)] whole: i32,
    #[arg(min = 0.0, max = 1.0)] share: Option<f64>,
    wide: Option<u64>,
    #[arg(default = 3, max = 9)] count: u8,
) -> String {
    format!("OK {whole:?} {share:?} {wide:?} {count:?}")
}

#[command]
async fn texts(
    #[arg(min_len = 2, max_len = 8)] tag: String,
    letter: char,
    wait: Option<Duration>,
    when: Option<Timestamp>,
    code: Option<CodeBlock>,
) -> String {
    format!("OK {tag:?} {letter:?} {wait:?} {when:?} {code:?}")
}

#[command]
async fn chosen(flag: bool, color: Color, other: Option<Color>) -> String {
    format!("OK {flag:?} {color:?} {other:?}")
}

#[command]
async fn list(first: String, numbers: Vec<i64>) -> String {
    format!("OK {first:?} {numbers:?}")
}

#[command]
async fn words(words: Vec<String>) -> String {
    format!("OK {words:?}")
}

#[command]
async fn things(user: UserId, role: Option<RoleId>, channel: Option<ChannelId>) -> String {
    format!("OK {user:?} {role:?} {channel:?}")
}

#[command(permissions(MANAGE_MESSAGES))]
async fn guarded(#[arg(min = 1)] count: i64, #[arg(rest)] note: Option<String>) -> String {
    format!("OK {count:?} {note:?}")
}

echo_commands!(marked(
    String = ParamSpec::of::<String>("size", "s")
        .one_of(const { &[ChoiceSpec::new("Very small", "xs"), ChoiceSpec::new("Large", "l")] }),
    i64 = ParamSpec::of::<i64>("step", "s")
        .one_of(const { &[ChoiceSpec::new("One", "1"), ChoiceSpec::new("A dozen", "12")] }),
    String = ParamSpec::of::<String>("text", "t").rest(),
    bool = ParamSpec::of::<bool>("loud", "l").flag(),
    Option<bool> = ParamSpec::of::<Option<bool>>("dry_run", "d").flag(),
));

/// A parameter as the generator sees it.
struct Generated {
    name: &'static str,
    form: Form,
    required: bool,
    values: BoxedStrategy<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Word,
    List,
    Flag,
    Rest,
}

/// One call: a command, and what is given for each of its parameters.
#[derive(Clone, Debug)]
struct Case {
    command: usize,
    given: Vec<Option<Vec<String>>>,
    /// Whether JSON numbers and truth values are written as such where they can be.
    native: bool,
    by_moderator: bool,
}

/// The ids that exist.
struct Ids {
    user: u64,
    role: u64,
    channel: u64,
}

fn any_text() -> BoxedStrategy<String> {
    let nasty = prop::sample::select(vec![
        "",
        " ",
        "\"",
        "\\",
        "a\\",
        "\\\"",
        "“a”",
        "„a“",
        "--loud",
        "—loud",
        "``",
        "```",
        "`x`",
        "```a\nb```",
        "x:y",
        "<@1>",
        "@everyone",
        "ß",
        "ﬀ",
        "🦀🇩🇪",
        "\u{200b}a",
        "a\nb",
        "\ta",
        "0",
        "true",
        "null",
        "[1]",
        "'",
    ]);
    prop_oneof![2 => "[a-zA-Z ]{0,9}", 1 => "\\PC{0,10}", 1 => nasty.prop_map(str::to_owned)].boxed()
}

/// Mostly what is right, sometimes anything.
fn mostly(right: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    prop_oneof![9 => right, 1 => any_text()].boxed()
}

fn one_of(values: &[&str]) -> BoxedStrategy<String> {
    prop::sample::select(values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>()).boxed()
}

fn id(known: u64) -> BoxedStrategy<String> {
    prop_oneof![8 => Just(known.to_string()), 1 => Just("0".to_owned()), 1 => Just("77".to_owned())].boxed()
}

fn commands(ids: &Ids) -> Vec<(&'static str, Vec<Generated>)> {
    let param = |name, form, required, values| Generated { name, form, required, values };
    let needs = |name, values| param(name, Form::Word, true, values);
    let takes = |name, values| param(name, Form::Word, false, values);
    let whole = || mostly((-7_i64..503).prop_map(|number| number.to_string()));
    let truth = || mostly(one_of(&["true", "false"]));
    let colors = || mostly(one_of(&["red", "dark_red", "blue"]));
    let share = (-10_i32..110).prop_map(|percent| (f64::from(percent) / 100.0).to_string());
    let wide =
        prop_oneof![any::<u64>().prop_map(|n| n.to_string()), any::<i64>().prop_map(|n| n.to_string())];
    let tags = || mostly("[a-zß-ÿ ]{2,8}");
    let waits = one_of(&["30s", "1h30m", "90", "2 days", "-1s", "soon"]);
    let points =
        one_of(&["<t:0>", "<t:1795514400:R>", "2026-11-24T10:00Z", "2026-11-24T10:00:00+02:00", "now"]);
    let codes = one_of(&["```rust\nlet x = \"y\";\n```", "`1 + 1`", "plain", "``a ` b``", "```open"]);
    vec![
        (
            "numbers",
            vec![
                needs("whole", whole()),
                takes("share", mostly(share)),
                takes("wide", mostly(wide)),
                takes("count", mostly((0_u8..12).prop_map(|number| number.to_string()))),
            ],
        ),
        (
            "texts",
            vec![
                needs("tag", tags()),
                needs("letter", mostly("\\PC")),
                takes("wait", mostly(waits)),
                takes("when", mostly(points)),
                takes("code", mostly(codes)),
            ],
        ),
        ("chosen", vec![needs("flag", truth()), needs("color", colors()), takes("other", colors())]),
        ("list", vec![needs("first", any_text()), param("numbers", Form::List, false, whole())]),
        ("words", vec![param("words", Form::List, false, any_text())]),
        (
            "things",
            vec![needs("user", id(ids.user)), takes("role", id(ids.role)), takes("channel", id(ids.channel))],
        ),
        ("guarded", vec![needs("count", whole()), param("note", Form::Rest, false, any_text())]),
        (
            "marked",
            vec![
                needs("size", mostly(one_of(&["xs", "l"]))),
                needs("step", mostly(one_of(&["1", "12", "2"]))),
                param("loud", Form::Flag, false, truth()),
                param("dry_run", Form::Flag, false, truth()),
                param("text", Form::Rest, true, tags()),
            ],
        ),
    ]
}

fn cases(commands: &[(&'static str, Vec<Generated>)]) -> impl Strategy<Value = Case> + use<> {
    let by_command: Vec<_> = commands
        .iter()
        .enumerate()
        .map(|(command, (_, params))| {
            let given: Vec<_> = params.iter().map(given).collect();
            (Just(command), given, any::<bool>(), any::<bool>()).boxed()
        })
        .collect();
    prop::strategy::Union::new(by_command).prop_map(|(command, given, native, by_moderator)| Case {
        command,
        given,
        native,
        by_moderator,
    })
}

fn given(param: &Generated) -> BoxedStrategy<Option<Vec<String>>> {
    let count = if param.form == Form::List { 1..5_usize } else { 1..2 };
    let values = prop::collection::vec(param.values.clone(), count);
    prop::option::weighted(if param.required { 0.97 } else { 0.6 }, values).boxed()
}

/// A word in quotes, whatever is in it.
fn quoted(value: &str) -> String {
    let escaped = value.chars().flat_map(|c| {
        let escape = matches!(c, '\\' | '"' | '“' | '”' | '„').then_some('\\');
        escape.into_iter().chain([c])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn as_text(name: &str, params: &[Generated], case: &Case) -> String {
    let mut text = format!("!{name}");
    for (param, values) in params.iter().zip(&case.given) {
        for value in values.iter().flatten() {
            text.push_str(&match param.form {
                Form::Word | Form::List => format!(" {}:{}", param.name, quoted(value)),
                Form::Flag => format!(" --{}={}", param.name.replace('_', "-"), quoted(value)),
                Form::Rest => format!(" {}:{value}", param.name),
            });
        }
    }
    text
}

fn as_json(name: &str, params: &[Generated], case: &Case) -> Value {
    let native = |value: &String| {
        let plain = serde_json::from_str(value).ok().filter(|_| case.native);
        // Only what JSON writes the same way: `1.50` and `1.5` are different texts.
        let written =
            |plain: &Value| (plain.is_number() || plain.is_boolean()) && format!("{plain}") == *value;
        plain.filter(written).unwrap_or_else(|| json!(value))
    };
    let arguments = params.iter().zip(&case.given).map(|(param, values)| {
        let value = match (param.form, values) {
            (_, None) => Value::Null,
            (Form::List, Some(values)) => values.iter().map(native).collect(),
            (_, Some(values)) => values.first().map_or(Value::Null, native),
        };
        (param.name.to_owned(), value)
    });
    json!({ "command": name, "arguments": arguments.collect::<serde_json::Map<_, _>>() })
}

/// What the caller is told, and whether the handler said it.
type Verdict = (bool, String);

fn verdict(content: &str) -> Verdict {
    // The command written by hand only shows its arguments, of which the first is a text.
    (content.starts_with("OK ") || content.starts_with('"'), content.to_owned())
}

/// `None` where Discord's client would not send it.
async fn by_slash(caller: &Person, name: &str, params: &[Generated], case: &Case) -> Option<Verdict> {
    let mut call = caller.slash(name);
    for (param, values) in params.iter().zip(&case.given) {
        call = match (param.form, values) {
            (_, None) => call,
            (Form::List, Some(values)) => call
                .option(param.name, values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(" ")),
            (_, Some(values)) => call.option(param.name, values.first()?),
        };
    }
    match call.send().await {
        Ok(answer) => Some(verdict(&answer.content)),
        Err(SandboxError::Refused { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

async fn by_http(sandbox: &Sandbox, api: &Api, caller: &Person, mut body: Value) -> Verdict {
    body["author_id"] = json!(caller.id().to_string());
    body["channel_id"] = json!(sandbox.channel("general").unwrap().id.to_string());
    let answer = api.post("/discord/execute", &body).await;
    let said = answer.body["response"].as_str().or_else(|| answer.body["detail"].as_str());
    (answer.status.is_success(), said.unwrap_or(&answer.text).to_owned())
}

#[test]
fn every_surface_comes_to_the_same_verdict() {
    let tokio = tokio::runtime::Runtime::new().unwrap();
    let (sandbox, alice, moderator, ids) = tokio.block_on(setting()).unwrap();
    let api = Api::of(&sandbox);
    let commands = commands(&ids);
    let (total, everywhere, bound) = (Cell::new(0_u32), Cell::new(0_u32), Cell::new(0_u32));
    let test = |case: Case| {
        let (name, params) = &commands[case.command];
        let caller = if case.by_moderator { &moderator } else { &alice };
        let text = as_text(name, params, &case);
        let (prefix, slash, content, arguments) = tokio.block_on(async {
            let prefix = caller.says(&text).await.unwrap();
            (
                verdict(&prefix.content),
                by_slash(caller, name, params, &case).await,
                by_http(&sandbox, &api, caller, json!({ "content": text })).await,
                by_http(&sandbox, &api, caller, as_json(name, params, &case)).await,
            )
        });
        total.set(total.get() + 1);
        bound.set(bound.get() + u32::from(prefix.0));
        prop_assert_eq!(&content, &prefix, "HTTP `content` and prefix: {}", text);
        prop_assert_eq!(&arguments, &prefix, "HTTP `arguments` and prefix: {}", text);
        if let Some(slash) = slash {
            everywhere.set(everywhere.get() + 1);
            prop_assert_eq!(&slash, &prefix, "slash and prefix: {}", text);
        }
        Ok::<(), TestCaseError>(())
    };
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng).run(&cases(&commands), test).unwrap();
    let (total, everywhere, bound) = (total.get(), everywhere.get(), bound.get());
    println!("{total} calls, {everywhere} of them at every surface, {bound} of them good");
    assert!(everywhere * 2 > total, "too few calls are compared at every surface: {everywhere} of {total}");
    assert!(bound * 3 > total, "too few calls are good: {bound} of {total}");
}

async fn setting() -> Result<(Sandbox, Person, Person, Ids)> {
    let registry = Registry::empty()
        .command::<numbers>()
        .command::<texts>()
        .command::<chosen>()
        .command::<list>()
        .command::<words>()
        .command::<things>()
        .command::<guarded>()
        .command::<marked>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    let moderator = sandbox.member("bob").await?.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    let role = sandbox.role("helpers", Permissions::empty()).await?;
    let channel = sandbox.channel("general")?.id.get();
    sandbox.settle().await?;
    let ids = Ids { user: alice.id().get(), role: role.id.get(), channel };
    Ok((sandbox, alice, moderator, ids))
}
