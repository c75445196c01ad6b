//! Generates calls with random values and tests that every surface returns the same result and binds the same values.

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
use mindtrace_discord::sandbox::{Member as Caller, Sandbox, SandboxError};
use mindtrace_discord::serenity::model::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};

use crate::api::Api;
use crate::echo_commands::echo_commands;

/// For each of the two tests, which run at the same time.
const CASES: u32 = 250;

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

/// A parameter with a generator of its values.
struct Generated {
    name: &'static str,
    shape: Shape,
    required: bool,
    values: BoxedStrategy<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Word,
    List,
    Flag,
    Rest,
}

/// One call: a command, and the values of each of its parameters.
#[derive(Clone, Debug)]
struct Case {
    command: usize,
    supplied: Vec<Option<Vec<String>>>,
    /// Whether to write numbers and booleans as such in JSON where possible.
    native: bool,
    by_moderator: bool,
}

/// The ids of existing objects.
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

/// Mostly a valid value, sometimes any text.
fn mostly(valid: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    prop_oneof![9 => valid, 1 => any_text()].boxed()
}

fn one_of(values: &[&str]) -> BoxedStrategy<String> {
    prop::sample::select(values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>()).boxed()
}

fn id(known: u64) -> BoxedStrategy<String> {
    prop_oneof![8 => Just(known.to_string()), 1 => Just("0".to_owned()), 1 => Just("77".to_owned())].boxed()
}

fn commands(ids: &Ids) -> Vec<(&'static str, Vec<Generated>)> {
    let param = |name, shape, required, values| Generated { name, shape, required, values };
    let needs = |name, values| param(name, Shape::Word, true, values);
    let takes = |name, values| param(name, Shape::Word, false, values);
    let whole = || mostly((-7_i64..503).prop_map(|number| number.to_string()));
    let booleans = || mostly(one_of(&["true", "false"]));
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
        ("chosen", vec![needs("flag", booleans()), needs("color", colors()), takes("other", colors())]),
        ("list", vec![needs("first", any_text()), param("numbers", Shape::List, false, whole())]),
        ("words", vec![param("words", Shape::List, false, any_text())]),
        (
            "things",
            vec![needs("user", id(ids.user)), takes("role", id(ids.role)), takes("channel", id(ids.channel))],
        ),
        ("guarded", vec![needs("count", whole()), param("note", Shape::Rest, false, any_text())]),
        (
            "marked",
            vec![
                needs("size", mostly(one_of(&["xs", "l"]))),
                needs("step", mostly(one_of(&["1", "12", "2"]))),
                param("loud", Shape::Flag, false, booleans()),
                param("dry_run", Shape::Flag, false, booleans()),
                param("text", Shape::Rest, true, tags()),
            ],
        ),
    ]
}

fn cases(commands: &[(&'static str, Vec<Generated>)]) -> impl Strategy<Value = Case> + use<> {
    let by_command: Vec<_> = commands
        .iter()
        .enumerate()
        .map(|(command, (_, params))| {
            let supplied: Vec<_> = params.iter().map(supplied).collect();
            (Just(command), supplied, any::<bool>(), any::<bool>()).boxed()
        })
        .collect();
    prop::strategy::Union::new(by_command).prop_map(|(command, supplied, native, by_moderator)| Case {
        command,
        supplied,
        native,
        by_moderator,
    })
}

fn supplied(param: &Generated) -> BoxedStrategy<Option<Vec<String>>> {
    let count = if param.shape == Shape::List { 1..5_usize } else { 1..2 };
    let values = prop::collection::vec(param.values.clone(), count);
    prop::option::weighted(if param.required { 0.97 } else { 0.6 }, values).boxed()
}

/// A word in quotes, with special characters escaped.
fn quoted(value: &str) -> String {
    let escaped = value.chars().flat_map(|c| {
        let escape = matches!(c, '\\' | '"' | '“' | '”' | '„').then_some('\\');
        escape.into_iter().chain([c])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn as_text(name: &str, params: &[Generated], case: &Case) -> String {
    let mut text = format!("!{name}");
    for (param, values) in params.iter().zip(&case.supplied) {
        for value in values.iter().flatten() {
            text.push_str(&match param.shape {
                Shape::Word | Shape::List => format!(" {}:{}", param.name, quoted(value)),
                Shape::Flag => format!(" --{}={}", param.name.replace('_', "-"), quoted(value)),
                Shape::Rest => format!(" {}:{value}", param.name),
            });
        }
    }
    text
}

fn as_json(name: &str, params: &[Generated], case: &Case) -> Value {
    let native = |text: &String| {
        let value = serde_json::from_str(text).ok().filter(|_| case.native);
        // Only values that JSON writes the same way: `1.50` and `1.5` are different texts.
        let round_trips =
            |value: &Value| (value.is_number() || value.is_boolean()) && format!("{value}") == *text;
        value.filter(round_trips).unwrap_or_else(|| json!(text))
    };
    let arguments = params.iter().zip(&case.supplied).map(|(param, values)| {
        let value = match (param.shape, values) {
            (_, None) => Value::Null,
            (Shape::List, Some(values)) => values.iter().map(native).collect(),
            (_, Some(values)) => values.first().map_or(Value::Null, native),
        };
        (param.name.to_owned(), value)
    });
    json!({ "command": name, "arguments": arguments.collect::<serde_json::Map<_, _>>() })
}

/// Whether the handler ran, and the text that the caller gets.
type CallResult = (bool, String);

fn result(content: &str) -> CallResult {
    // The handwritten command only prints its arguments, and the first of them is a text.
    (content.starts_with("OK ") || content.starts_with('"'), content.to_owned())
}

/// `None` if Discord's client would refuse to send it.
async fn by_slash(caller: &Caller, name: &str, params: &[Generated], case: &Case) -> Option<CallResult> {
    let mut call = caller.slash(name);
    for (param, values) in params.iter().zip(&case.supplied) {
        call = match (param.shape, values) {
            (_, None) => call,
            (Shape::List, Some(values)) => call
                .option(param.name, values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(" ")),
            (_, Some(values)) => call.option(param.name, values.first()?),
        };
    }
    match call.send().await {
        Ok(answer) => Some(result(&answer.content)),
        Err(SandboxError::Refused { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

async fn by_http(sandbox: &Sandbox, api: &Api, caller: &Caller, mut body: Value) -> CallResult {
    body["author_id"] = json!(caller.id().to_string());
    body["channel_id"] = json!(sandbox.channel("general").unwrap().id().to_string());
    let answer = api.post("/discord/execute", &body).await;
    let text = answer.body["response"].as_str().or_else(|| answer.body["detail"].as_str());
    (answer.status.is_success(), text.unwrap_or(&answer.text).to_owned())
}

#[test]
fn every_surface_returns_the_same_result() {
    compare_surfaces([0; 32]);
}

#[test]
fn every_surface_returns_the_same_result_with_another_seed() {
    compare_surfaces([1; 32]);
}

fn compare_surfaces(seed: [u8; 32]) {
    let tokio = tokio::runtime::Runtime::new().unwrap();
    let (sandbox, alice, moderator, ids) = tokio.block_on(start()).unwrap();
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
                result(&prefix.content),
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
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    TestRunner::new_with_rng(config, rng).run(&cases(&commands), test).unwrap();
    let (total, everywhere, bound) = (total.get(), everywhere.get(), bound.get());
    assert!(everywhere * 2 > total, "too few calls are compared at every surface: {everywhere} of {total}");
    assert!(bound * 3 > total, "too few calls are accepted: {bound} of {total}");
}

async fn start() -> Result<(Sandbox, Caller, Caller, Ids)> {
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
    let channel = sandbox.channel("general")?.id().get();
    sandbox.settle().await?;
    let ids = Ids { user: alice.id().get(), role: role.id().get(), channel };
    Ok((sandbox, alice, moderator, ids))
}
