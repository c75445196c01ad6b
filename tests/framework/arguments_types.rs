//! Every type of argument at every surface.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::args::UserOrRole;
use mindtrace_discord::command::{Channels, ChoiceSpec, ParamSpec};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::Timestamp;
use mindtrace_discord::serenity::model::channel::{Attachment, ChannelType, ReactionType};
use serde_json::{Value, json};

use crate::api::Api;
use crate::echo_commands::echo_commands;

#[command]
async fn values(letter: char, when: Timestamp, emoji: ReactionType, wait: Option<Duration>) -> String {
    format!("{letter:?}|{}|{emoji}|{wait:?}", when.unix_timestamp())
}

#[command]
async fn run(code: CodeBlock, times: Option<i64>, then: Option<String>) -> String {
    format!("{:?}|{:?}|{times:?}|{then:?}", code.language, code.code)
}

#[command]
async fn ping(targets: Vec<UserOrRole>) -> String {
    targets.iter().map(|target| target.mention().to_string()).collect::<Vec<_>>().join(" ")
}

#[command]
async fn upload(note: String, file: Attachment, other: Option<Attachment>) -> String {
    format!("{note}|{}|{:?}", file.filename, other.map(|file| file.filename))
}

echo_commands!(place(
    ChannelId = ParamSpec::of::<ChannelId>("place", "p")
        .channel_types(const { &[Channels::Voice, Channels::Announcement] })
));

echo_commands!(say(
    String = ParamSpec::of::<String>("text", "t").rest(),
    bool = ParamSpec::of::<bool>("dry_run", "d").flag(),
    Option<bool> = ParamSpec::of::<Option<bool>>("loud", "l").flag(),
));

echo_commands!(pick(
    String = ParamSpec::of::<String>("size", "s")
        .one_of(const { &[ChoiceSpec::new("Very small", "xs"), ChoiceSpec::new("Large", "l")] }),
    i64 = ParamSpec::of::<i64>("count", "c")
        .one_of(const { &[ChoiceSpec::new("One", "1"), ChoiceSpec::new("A dozen", "12")] }),
    Vec<f64> = ParamSpec::of::<Vec<f64>>("shares", "s")
        .one_of(const { &[ChoiceSpec::new("Half", "0.5"), ChoiceSpec::new("All", "1")] }),
));

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<values>()
        .command::<run>()
        .command::<ping>()
        .command::<upload>()
        .command::<place>()
        .command::<say>()
        .command::<pick>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn values_bind_the_same_at_every_surface() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let bound = "'ß'|1795514400|<:blob:7>|Some(90s)";
    for text in ["!values ß <t:1795514400:R> blob:7 90", "!values ß 2026-11-24T10:00Z <:blob:7> 1m30s"] {
        assert_eq!(alice.says(text).await?.content, bound);
        assert_eq!(api.execute(text).await.body["response"], bound);
    }
    let slash = alice.slash("values").option("letter", "ß").option("when", "2026-11-24 10:00Z");
    assert_eq!(slash.option("emoji", "blob:7").option("wait", "90").send().await?.content, bound);
    let cases = [
        ("!values ab 0 0", "`letter` must be a single character, not `ab`."),
        (
            "!values a later 0",
            "`when` must be a point in time such as `2026-11-24T10:00Z` or `<t:1795514400>`, not `later`.",
        ),
        ("!values a <t:0> smile", "`emoji` must be an emoji, not `smile`."),
    ];
    for (text, message) in cases {
        assert_eq!(alice.says(text).await?.content, message);
        assert_eq!(api.execute(text).await.body["detail"], message);
    }
    assert_eq!(alice.says("!values a <t:-1> ❤").await?.content, "'a'|-1|❤️|None");
    Ok(())
}

#[tokio::test]
async fn code_is_passed_verbatim() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let cases = [
        (
            "!run ```rust\nlet a = \"b c\";\n``` 3 then",
            "Some(\"rust\")|\"let a = \\\"b c\\\";\"|Some(3)|Some(\"then\")",
        ),
        ("!run `a b` 3", "None|\"a b\"|Some(3)|None"),
        ("!run times:3 code:`a b` then", "None|\"a b\"|Some(3)|Some(\"then\")"),
        ("!run word", "None|\"word\"|None|None"),
    ];
    for (text, bound) in cases {
        assert_eq!(alice.says(text).await?.content, bound, "{text}");
        assert_eq!(api.execute(text).await.body["response"], bound, "{text}");
    }
    let open = alice.says("!run ```rust x").await?.content;
    assert_eq!(open, "`code` must be code, in a code block or without, not `   rust x`.");
    let slash = |code: &str| alice.slash("run").option("code", code);
    let script = "Some(\"js\")|\"x\"|None|None";
    assert_eq!(slash("```js\nx```").send().await?.content, script);
    assert_eq!(slash("a b").send().await?.content, "None|\"a b\"|None|None");
    let body = json!({ "command": "run", "arguments": { "code": "```js\nx```" } });
    assert_eq!(api.post("/discord/execute", &body).await.body["response"], script);
    Ok(())
}

#[tokio::test]
async fn user_or_role_accepts_both() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob, api) = (sandbox.member("alice").await?, sandbox.member("bob").await?, Api::of(&sandbox));
    let role = sandbox.role("helpers", Permissions::empty()).await?;
    sandbox.role("shared", Permissions::empty()).await?;
    sandbox.member("shared").await?;
    sandbox.settle().await?;
    let (user, role) = (format!("<@{}>", bob.id()), format!("<@&{}>", role.id()));
    let bound = format!("{user} {role} {user} {role} {user} {role}");
    let text = format!("!ping {user} {role} {} {} bob @helpers", bob.id(), &role[3..role.len() - 1]);
    assert_eq!(alice.says(&text).await?.content, bound);
    assert_eq!(api.execute_as(&sandbox, &alice, &text).await.body["response"], bound);
    let ambiguous = alice.says("!ping shared").await?.content;
    assert_eq!(
        ambiguous,
        "`targets` is not clear: a member and a role are called that; mention the one you mean."
    );
    let unknown = alice.says("!ping 1").await?.content;
    assert_eq!(unknown, "`targets` must be a user or a role, by mention, id or name, not `1`.");
    Ok(())
}

#[tokio::test]
async fn files_come_with_the_message_or_as_options() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let one = alice.says("!upload hi").attach("a.txt", "a").await?;
    assert_eq!(one.content, "hi|a.txt|None");
    let two =
        alice.says("!upload note:\"file:x\"").attach("b.txt", "b").attach("a.txt", "a").attach("c.txt", "c");
    assert_eq!(two.await?.content, "file:x|b.txt|Some(\"a.txt\")");
    let slash = alice.slash("upload").option("note", "hi").attach("file", "a.txt", "a");
    assert_eq!(slash.attach("other", "b.txt", "b").send().await?.content, "hi|a.txt|Some(\"b.txt\")");
    let missing = "`file` is missing: a file, attached on Discord.";
    assert_eq!(alice.says("!upload hi").await?.content, missing);
    assert_eq!(api.execute("!upload hi").await.body["detail"], missing);
    let body = json!({ "command": "upload", "arguments": { "note": "hi", "file": "1" } });
    let refused = api.post("/discord/execute", &body).await;
    assert_eq!(refused.body["detail"], "`file` must be a file, attached on Discord, not `1`.");
    Ok(())
}

#[tokio::test]
async fn channels_must_have_a_declared_type() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let text = sandbox.new_channel("stage", ChannelType::Text).await?;
    let voice = sandbox.new_channel("stage", ChannelType::Voice).await?;
    sandbox.settle().await?;
    let bound = format!("{:?}", voice.id());
    for text in
        ["!place stage".to_owned(), format!("!place <#{}>", voice.id()), format!("!place {}", voice.id())]
    {
        assert_eq!(alice.says(&text).await?.content, bound, "{text}");
    }
    let slash = |channel| alice.slash("place").unchecked().option("place", channel);
    assert_eq!(slash(&voice).send().await?.content, bound);
    let wrong = format!(
        "`place` must be a voice channel or an announcement channel of this server, by mention, id or name, not `{}`.",
        text.id()
    );
    assert_eq!(slash(&text).send().await?.content, wrong);
    assert_eq!(alice.says(&format!("!place {}", text.id())).await?.content, wrong);
    let refused = api.execute_as(&sandbox, &alice, &format!("!place {}", text.id())).await;
    assert_eq!(refused.body["detail"], wrong);
    Ok(())
}

#[tokio::test]
async fn flags_are_accepted_anywhere_before_the_rest() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let cases = [
        ("!say hello", "\"hello\"|false|None"),
        ("!say --dry_run hello", "\"hello\"|true|None"),
        ("!say --dry-run --loud hello", "\"hello\"|true|Some(true)"),
        ("!say —loud=no hello", "\"hello\"|false|Some(false)"),
        ("!say loud:yes --dry-run=false hello", "\"hello\"|false|Some(true)"),
        ("!say hello --loud", "\"hello --loud\"|false|None"),
        ("!say --unknown hello", "\"--unknown hello\"|false|None"),
        ("!say --loud --loud", "\"--loud\"|false|Some(true)"),
    ];
    for (text, bound) in cases {
        assert_eq!(alice.says(text).await?.content, bound, "{text}");
        assert_eq!(api.execute(text).await.body["response"], bound, "{text}");
    }
    let slash = alice.slash("say").option("dry_run", true).option("text", "  hello ");
    assert_eq!(slash.send().await?.content, "\"hello\"|true|None");
    let maybe = alice.says("!say --loud=maybe hello").await?.content;
    assert_eq!(maybe, "`loud` must be `true` or `false`, not `maybe`.");
    let blank =
        api.post("/discord/execute", &json!({ "command": "say", "arguments": { "text": " " } })).await;
    assert_eq!(blank.body["detail"], "`text` is missing: a text.");
    Ok(())
}

#[tokio::test]
async fn choices_are_accepted_by_value_and_name() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let bound = "\"xs\"|12|[0.5, 1.0]";
    for text in ["!pick xs 12 0.5 1.0", "!pick \"very SMALL\" \"a dozen\" half ALL", "!pick XS +12 0.50 1"] {
        assert_eq!(alice.says(text).await?.content, bound, "{text}");
        assert_eq!(api.execute(text).await.body["response"], bound, "{text}");
    }
    let cases = [
        ("!pick m 1", "`size` must be one of `xs`, `l`, not `m`."),
        ("!pick l 2", "`count` must be one of `1` (One), `12` (A dozen), not `2`."),
        ("!pick l 1 0.7", "`shares` must be one of `0.5` (Half), `1` (All), not `0.7`."),
    ];
    for (text, message) in cases {
        assert_eq!(alice.says(text).await?.content, message, "{text}");
        assert_eq!(api.execute(text).await.body["detail"], message, "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn json_arguments_bind_like_any_others() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let call = async |arguments: Value| {
        let body = json!({ "command": "pick", "arguments": arguments });
        api.post("/discord/execute", &body).await.body
    };
    let good = call(json!({ "size": "l", "count": 12, "shares": [0.5, 1] })).await;
    assert_eq!(good["response"], "\"l\"|12|[0.5, 1.0]");
    let words = call(json!({ "size": "l", "count": "12", "shares": "half all" })).await;
    assert_eq!(words["response"], "\"l\"|12|[0.5, 1.0]");
    let none = call(json!({ "size": "l", "count": 1, "shares": null })).await;
    assert_eq!(none["response"], "\"l\"|1|[]");
    let cases = [
        (json!({ "size": ["l"], "count": 1 }), "`size` must be one of `xs`, `l`, not `[\"l\"]`."),
        (json!({ "size": { "a": 1 }, "count": 1 }), "`size` must be one of `xs`, `l`, not `{\"a\":1}`."),
        (json!({ "size": null, "count": 1 }), "`size` is missing: one of `xs`, `l`."),
        (
            json!({ "size": "l", "count": true }),
            "`count` must be one of `1` (One), `12` (A dozen), not `true`.",
        ),
        (
            json!({ "size": "l", "count": 1, "shares": [null] }),
            "`shares` must be one of `0.5` (Half), `1` (All), not `null`.",
        ),
        (json!({ "size": "l", "count": 1, "more": 2 }), "There is no argument called `more`."),
        (json!({ "size": "l", "count": 1, "shares": vec![1; 26] }), "`shares` takes at most 25 values."),
    ];
    for (arguments, message) in cases {
        assert_eq!(call(arguments).await["detail"], message);
    }
    for body in [
        json!({}),
        json!({ "command": "" }),
        json!({ "arguments": {} }),
        json!({ "command": "pick", "content": "!pick" }),
        json!({ "content": "!pick", "arguments": {} }),
        json!({ "command": "pick", "arguments": [] }),
    ] {
        assert_eq!(api.post("/discord/execute", &body).await.status.as_u16(), 400, "{body}");
    }
    Ok(())
}
