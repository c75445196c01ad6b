//! Arguments: every surface parses the same values and reports the same errors.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;

use crate::api::Api;

#[derive(Clone, Copy, Debug, Choice)]
enum Color {
    Red,
    DarkRed,
    #[choice(name = "Deep sea", value = "blue")]
    Blue,
}

#[command]
async fn scalars(text: String, whole: i32, ratio: f64, flag: bool, wait: Duration, color: Color) -> String {
    format!("{text}|{whole}|{ratio}|{flag}|{wait:?}|{color:?}")
}

#[command]
async fn limited(
    #[arg(min = 1, max = 10)] count: u8,
    #[arg(min_len = 2, max_len = 4)] tag: Option<String>,
    #[arg(default = 0.5, min = 0.0, max = 1.0)] share: f32,
) -> String {
    format!("{count}|{tag:?}|{share}")
}

#[command]
async fn widths(a: i8, b: u16, c: u64, d: i64, e: f32) -> String {
    format!("{a}|{b}|{c}|{d}|{e}")
}

#[command]
async fn wide(a: i128, b: u128) -> String {
    format!("{a}|{b}")
}

#[command]
async fn list(first: String, numbers: Vec<u32>) -> String {
    format!("{first}|{numbers:?}")
}

#[command]
async fn echo(loud: bool, #[arg(rest)] text: Option<String>) -> String {
    format!("{loud}|{text:?}")
}

#[command]
async fn things(user: User, member: Member, role: Role, channel: GuildChannel, id: UserId) -> String {
    format!("{}|{}|{}|{}|{}", user.name, member.display_name(), role.name, channel.name, id == user.id)
}

#[command]
async fn places(one: PartialChannel, two: ChannelId, three: MessageId) -> String {
    format!("{:?}|{two}|{three}", one.name)
}

#[command]
async fn greedy(members: Vec<UserId>, hours: Vec<u8>, #[arg(rest)] reason: String) -> String {
    format!("{} {hours:?} {reason}", members.len())
}

#[command]
async fn paint(colors: Vec<Color>, what: String, coats: Option<u8>) -> String {
    format!("{colors:?} {what} {coats:?}")
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<scalars>()
        .command::<limited>()
        .command::<widths>()
        .command::<wide>()
        .command::<list>()
        .command::<echo>()
        .command::<things>()
        .command::<places>()
        .command::<greedy>()
        .command::<paint>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn scalars_bind_the_same_at_every_surface() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let bound = "a b|-7|2.5|true|90s|DarkRed";
    for text in [
        "!scalars \"a b\" -7 2.5 yes 1m30s \"dark red\"",
        "!scalars color:dark_red wait:90 flag:on ratio:2.5 whole:-7 \"a b\"",
    ] {
        assert_eq!(alice.says(text).await?.content, bound);
        assert_eq!(api.execute(text).await.body["response"], bound);
    }
    let call = alice.slash("scalars").option("text", "a b").option("whole", -7).option("ratio", 2.5);
    let call = call.option("flag", true).option("wait", "1m30s").option("color", "dark_red");
    assert_eq!(call.send().await?.content, bound);
    Ok(())
}

#[tokio::test]
async fn integers_are_checked_against_their_width() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let edge = alice.says("!widths -128 65535 18446744073709551615 -9223372036854775808 1e3").await?;
    assert_eq!(edge.content, "-128|65535|18446744073709551615|-9223372036854775808|1000");
    let wide = alice.says(&format!("!wide {} {}", i128::MIN, i128::MAX)).await?;
    assert_eq!(wide.content, format!("{}|{}", i128::MIN, i128::MAX));
    let call = alice.slash("wide").option("a", -5).option("b", 5);
    assert_eq!(call.send().await?.content, "-5|5");
    let beyond = alice.says("!widths -129 1 1 1 1").await?;
    assert_eq!(beyond.content, "`a` must be a whole number from -128 to 127, not `-129`.");
    Ok(())
}

#[tokio::test]
async fn lists_rest_and_defaults_are_bound() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!list a 1 2 3").await?.content, "a|[1, 2, 3]");
    assert_eq!(alice.says("!list a").await?.content, "a|[]");
    assert_eq!(
        alice.slash("list").option("first", "a").option("numbers", "1 2 3").send().await?.content,
        "a|[1, 2, 3]"
    );
    assert_eq!(
        alice.says("!echo no  he said \"hi\"  and left").await?.content,
        "false|Some(\"he said \\\"hi\\\"  and left\")"
    );
    assert_eq!(alice.says("!echo yes").await?.content, "true|None");
    assert_eq!(
        alice.says("!echo yes 6\" nails, loud: he said").await?.content,
        "true|Some(\"6\\\" nails, loud: he said\")"
    );
    assert_eq!(alice.says("!echo text:a loud:yes").await?.content, "`loud` is missing: `true` or `false`.");
    assert_eq!(
        alice.says(&format!("!list a {}", "1 ".repeat(26))).await?.content,
        "`numbers` takes at most 25 values."
    );
    assert_eq!(alice.says("!limited 3").await?.content, "3|None|0.5");
    assert_eq!(alice.slash("limited").option("count", 3).send().await?.content, "3|None|0.5");
    Ok(())
}

#[tokio::test]
async fn a_leading_list_stops_at_the_first_other_value() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let (a, b) = (alice.id(), bob.id());
    for (text, bound) in [
        (format!("!greedy <@{a}> <@!{b}> 3 4 spamming 5 links"), "2 [3, 4] spamming 5 links"),
        (format!("!greedy <@{a}> hours:3 spamming"), "1 [3] spamming"),
        ("!greedy rude words".to_owned(), "0 [] rude words"),
        (format!("!greedy {a} <@{b}> <#1> is no member"), "2 [] <#1> is no member"),
        ("!paint red \"Dark Red\" door 2".to_owned(), "[Red, DarkRed] door Some(2)"),
        ("!paint red dark_red door 2".to_owned(), "[Red, DarkRed] door Some(2)"),
        ("!paint door red".to_owned(), "`coats` must be a whole number from 0 to 255, not `red`."),
        ("!paint red".to_owned(), "`what` is missing: a text."),
    ] {
        assert_eq!(alice.says(&text).await?.content, bound, "{text}");
    }
    let call = alice.slash("paint").option("what", "door").option("colors", "red \"dark red\"");
    assert_eq!(call.send().await?.content, "[Red, DarkRed] door None");
    Ok(())
}

#[tokio::test]
async fn limits_and_errors_are_the_same_at_every_surface() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let cases = [
        ("!limited 11", "`count` must be a whole number from 1 to 10, not `11`."),
        ("!limited eleven", "`count` must be a whole number from 1 to 10, not `eleven`."),
        ("!limited", "`count` is missing: a whole number from 1 to 10."),
        ("!limited 1 abcde", "`tag` must be a text of 2 to 4 characters, not `abcde`."),
        ("!limited 1 ab 2", "`share` must be a number from 0 to 1, not `2`."),
        ("!limited 1 ab 1 more", "`more` is one word too many. Put a text of several words in \"quotes\"."),
        ("!limited 1 count:2", "`count` was given twice."),
        (
            "!limited \"1",
            "A quote is opened and never closed. Write \\\" for a quote that is part of the text.",
        ),
        ("!scalars a 1 1 maybe 1s red", "`flag` must be `true` or `false`, not `maybe`."),
        ("!scalars a 1 1 yes 1s green", "`color` must be one of `red`, `dark_red`, `blue`, not `green`."),
        (
            "!scalars a 1 1 yes soon red",
            "`wait` must be a length of time such as `30s` or `1h30m`, not `soon`.",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(alice.says(text).await?.content, message, "{text}");
        let refused = api.execute(text).await;
        assert_eq!(
            (refused.status.as_u16(), refused.body["detail"].as_str()),
            (400, Some(message)),
            "{text}"
        );
    }
    // The bot checks limits itself; it does not rely on Discord's client.
    let slash = alice.slash("limited").unchecked().option("count", 11).send().await?;
    assert_eq!(slash.content, "`count` must be a whole number from 1 to 10, not `11`.");
    Ok(())
}

#[tokio::test]
async fn discord_objects_are_found_by_mention_id_and_name() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob, api) = (sandbox.member("alice").await?, sandbox.member("bob").await?, Api::of(&sandbox));
    let role = sandbox.role("helpers", Permissions::empty()).await?;
    let channel = sandbox.new_channel("logs", serenity::all::ChannelType::Text).await?;
    sandbox.settle().await?;
    let (bob_id, role_id, channel_id) = (bob.id(), role.id(), channel.id());
    let bound = "bob|bob|helpers|logs|true";
    for text in [
        format!("!things <@{bob_id}> <@!{bob_id}> <@&{role_id}> <#{channel_id}> {bob_id}"),
        format!("!things {bob_id} {bob_id} {role_id} {channel_id} <@{bob_id}>"),
        format!("!things bob @bob helpers #logs {bob_id}"),
    ] {
        assert_eq!(alice.says(&text).await?.content, bound, "{text}");
        assert_eq!(api.execute_as(&sandbox, &alice, &text).await.body["response"], bound, "{text}");
    }
    let call = alice.slash("things").option("user", &bob).option("member", &bob).option("role", &role);
    assert_eq!(call.option("channel", &channel).option("id", &bob).send().await?.content, bound);
    let bound = format!("Some(\"logs\")|{channel_id}|7");
    assert_eq!(alice.says(&format!("!places #logs <#{channel_id}> 7")).await?.content, bound);
    let call = alice.slash("places").option("one", &channel).option("two", &channel).option("three", "7");
    assert_eq!(call.send().await?.content, bound);
    let unknown = alice.says(&format!("!things bob unknown helpers logs {bob_id}")).await?;
    assert_eq!(
        unknown.content,
        "`member` must be a member of this server, by mention, id or name, not `unknown`."
    );
    let zero = alice.says("!things 0 0 0 0 0").await?;
    assert_eq!(zero.content, "`user` must be a user, by mention, id or name, not `0`.");
    Ok(())
}

/// An argument type that the bot defines itself.
struct Percent(u8);

impl Argument for Percent {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a percentage such as `25%`";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        let text = value.to_string();
        let number = text.strip_suffix('%').and_then(|text| text.parse().ok());
        number.filter(|number| *number <= 100).map(Self).ok_or(ConvertError::Invalid)
    }
}

#[derive(Args)]
struct Window {
    #[arg(min = 1, default = 1)]
    from: u32,
    #[arg(max = 50, default = 10)]
    to: u32,
}

#[command]
async fn own(
    level: Percent,
    #[arg(parse, expected = "an address")] at: std::net::Ipv4Addr,
    #[arg(flatten)] window: Window,
) -> String {
    format!("{} {at} {} {}", level.0, window.from, window.to)
}

#[tokio::test]
async fn custom_types_bind_the_same_at_every_surface() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<own>())).await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    let slash =
        |level: &str| alice.slash("own").option("level", level).option("at", "10.0.0.1").option("to", 20);
    let json = |level: &str| json!({ "command": "own", "arguments": { "level": level, "at": "10.0.0.1", "to": 20 } });
    assert_eq!(alice.says("!own 25% 10.0.0.1 to:20").await?.content, "25 10.0.0.1 1 20");
    assert_eq!(slash("25%").send().await?.content, "25 10.0.0.1 1 20");
    assert_eq!(api.post("/discord/execute", &json("25%")).await.body["response"], "25 10.0.0.1 1 20");
    let refused = "`level` must be a percentage such as `25%`, not `250%`.";
    assert_eq!(alice.says("!own 250% 10.0.0.1 to:20").await?.content, refused);
    assert_eq!(slash("250%").send().await?.content, refused);
    assert_eq!(api.post("/discord/execute", &json("250%")).await.body["detail"], refused);
    Ok(())
}

#[command(surfaces(slash))]
async fn pour(#[arg(min = 1, max = 9)] cups: u32) -> String {
    format!("{cups} cups")
}

#[tokio::test]
async fn the_client_names_the_range_of_a_number() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<pour>())).await?;
    let alice = sandbox.member("alice").await?;
    let refused = alice.slash("pour").option("cups", 12).send().await.unwrap_err().to_string();
    assert!(refused.contains("the option `cups` is out of range: 12; it takes 1 to 9"), "{refused}");
    Ok(())
}
