//! Input from the network: gateway frames, custom ids, answers of the REST API, HTTP bodies and signatures.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::{SinkExt, Stream, StreamExt};
use mindtrace_discord::Registry;
use mindtrace_discord::config::{CacheSetting, Config};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Fault, Member as Caller, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message as Frame};

use crate::Inputs;
use crate::api::Api;

/// Say that you are there.
#[command]
async fn ping() -> &'static str {
    "pong"
}

/// Look a member up.
#[command]
async fn look(ctx: &Context, who: Member) -> Result<String> {
    let newest = mindtrace_discord::serenity::builder::GetMessages::new().limit(5);
    let messages = ctx.channel().id()?.messages(ctx, newest).await?;
    Ok(format!("{} of {}", who.display_name(), messages.len()))
}

/// Show a button.
#[command]
async fn ballot() -> Reply {
    Reply::new("Well?").buttons([Button::new("Yes", cast::id(7, "yes: a \"real\" ~ one"))])
}

/// The times that a click on the button was accepted.
static CAST: AtomicUsize = AtomicUsize::new(0);

#[component("cast:{poll}:{choice}")]
async fn cast(poll: u64, choice: String) -> String {
    CAST.fetch_add(1, Ordering::SeqCst);
    format!("{choice} in {poll}")
}

/// Connects with a session of its own, and returns its frames.
async fn frames_of(discord: &Discord) -> impl Stream<Item = Result<Frame, SocketError>> + Unpin {
    let (socket, _) = tokio_tungstenite::connect_async(discord.gateway_url()).await.unwrap();
    let (mut writer, mut reader) = socket.split();
    let identify =
        json!({ "op": 2, "d": { "token": discord.token(), "intents": 53_608_447, "properties": {} } });
    writer.send(Frame::text(identify.to_string())).await.unwrap();
    while !reader.next().await.unwrap().unwrap().to_text().unwrap().contains("READY") {}
    reader
}

/// Returns the dispatches until no more come: a name and the data, separated by a line break.
async fn received(mut frames: impl Stream<Item = Result<Frame, SocketError>> + Unpin) -> Vec<String> {
    let mut sent = Vec::new();
    // Nothing more comes when the emulator is idle.
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(Duration::from_secs(1), frames.next()).await {
        let frame: Value = serde_json::from_str(frame.to_text().unwrap()).unwrap();
        let Some(name) = frame["t"].as_str().filter(|name| *name != "READY") else { continue };
        sent.push(format!("{name}\n{}", frame["d"]));
    }
    sent
}

/// Has the emulator do what members do, and returns what it sends for that.
async fn dispatches(discord: &Discord) -> Vec<String> {
    let frames = frames_of(discord).await;
    let alice = discord.member("alice").await.unwrap();
    let message = alice.posts("!ping <@1> https://example.com").await.unwrap();
    alice.reacts(&message, "👍").await.unwrap();
    alice.types().await.unwrap();
    discord.join("bob").await.unwrap();
    discord.role("guest", Permissions::SEND_MESSAGES).await.unwrap();
    alice.slash("look").option("who", &alice).begin().unwrap();
    alice.edits(&message, "!ping again").await.unwrap();
    alice.deletes(&message).await.unwrap();
    let sent = received(frames).await;
    assert!(sent.len() > 8, "{sent:?}");
    sent
}

async fn answers(alice: &Caller) {
    assert_eq!(alice.slash("ping").send().await.unwrap().content, "pong");
}

#[tokio::test]
async fn frames() {
    let discord = Discord::builder().timeout(Duration::from_secs(30)).start().await.unwrap();
    // Every handler of this program is registered, with those of the events example.
    let sandbox = Sandbox::start_on(discord, events::bot()).await.unwrap();
    let alice = sandbox.member("carol").await.unwrap();
    let mut inputs = Inputs::of("frame", dispatches(sandbox.discord()).await);
    let mut count = 0;
    while let Some(text) = inputs.next_text() {
        let (name, data) = text.split_once('\n').unwrap_or(("", &text));
        match serde_json::from_str::<Value>(data) {
            // A new session, or the end of this one, is the emulator's to say.
            Ok(_) if ["READY", "RESUMED"].contains(&name) => {}
            Ok(data) => sandbox.dispatches(name.to_owned().leak(), &data),
            Err(_) => {
                let frame = format!(r#"{{"t":"{name}","s":1,"op":0,"d":{data}}}"#);
                sandbox.inject(Fault::Frame(frame)).await.unwrap();
            }
        }
        count += 1;
        if count % 100 == 0 {
            answers(&alice).await;
        }
    }
    answers(&alice).await;
    assert_eq!(sandbox.identifies(), 2, "the test itself has the other session");
}

#[tokio::test]
async fn custom_ids() {
    let registry = Registry::empty().command::<ballot>().command::<cast>().command::<ping>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await.unwrap();
    let alice = sandbox.member("alice").await.unwrap();
    let frames = frames_of(sandbox.discord()).await;
    let asked = alice.says("!ballot").await.unwrap();
    alice.clicks(&asked, "Yes").await.unwrap();
    let sent = received(frames).await;
    let click = sent.iter().find_map(|sent| sent.strip_prefix("INTERACTION_CREATE\n")).unwrap();
    let mut click: Value = serde_json::from_str(click).unwrap();
    let real = click["data"]["custom_id"].as_str().unwrap().to_owned();
    let mut id: u64 = click["id"].as_str().unwrap().parse().unwrap();
    let mut accepted = 1;
    assert_eq!(CAST.load(Ordering::SeqCst), accepted);
    let mut inputs = Inputs::of("custom-id", [real.clone()]);
    while let Some(text) = inputs.next_text() {
        // Each is an interaction of its own.
        id += 1;
        click["id"] = json!(id.to_string());
        click["data"]["custom_id"] = json!(text);
        sandbox.dispatches("INTERACTION_CREATE", &click);
        sandbox.settle().await.unwrap();
        // A damage may replace a part by the same one.
        accepted += usize::from(text == real);
        assert_eq!(CAST.load(Ordering::SeqCst), accepted, "{text:?}");
    }
    answers(&alice).await;
}

#[tokio::test]
async fn rest_answers() {
    let registry = Registry::empty().command::<ping>().command::<look>();
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" | "DISCORD_STATE" => Some("off".to_owned()),
        _ => None,
    });
    let bot = Bot::builder().registry(registry).config(config.unwrap()).cache(CacheSetting::off());
    let discord = Discord::builder().timeout(Duration::from_secs(30)).start().await.unwrap();
    let sandbox = Sandbox::start_on(discord, bot).await.unwrap();
    let alice = sandbox.member("alice").await.unwrap();
    let guild = sandbox.guild();
    let channel = sandbox.channel("general").unwrap().id();
    let mut real = Vec::new();
    for path in [
        format!("/guilds/{guild}"),
        format!("/guilds/{guild}/members/{}", alice.id()),
        format!("/guilds/{guild}/roles"),
        format!("/channels/{channel}"),
        format!("/channels/{channel}/messages"),
    ] {
        let request = reqwest::Client::new().get(format!("{}/api/v10{path}", sandbox.url()));
        let authorization = format!("Bot {}", sandbox.token());
        real.push(request.header("authorization", authorization).send().await.unwrap().text().await.unwrap());
    }
    let mut inputs = Inputs::of("body", real);
    while let Some(text) = inputs.next_text() {
        for (method, path) in [("GET", "/guilds/"), ("GET", "/channels/")] {
            sandbox.inject(Fault::Body(text.clone()).on(method, path)).await.unwrap();
        }
        let answer = alice.says(&format!("!look {}", alice.id())).await.unwrap();
        assert!(!answer.content.is_empty());
    }
    answers(&alice).await;
}

#[tokio::test]
async fn http_bodies() {
    let registry = Registry::empty().command::<ping>().command::<look>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await.unwrap();
    let api = Api::of(&sandbox);
    let mut inputs = Inputs::of("body", []);
    while let Some(body) = inputs.next() {
        for path in [
            "/discord/execute",
            "/discord/commands/ping",
            "/discord/events/none",
            "/mcp-server/mcp",
            "/sandbox/act",
            "/sandbox/fault",
        ] {
            let request = api.bare(Method::POST, path).bearer_auth(&api.token).body(body.clone());
            let request = request.header("content-type", "application/json");
            let response =
                request.header("accept", "application/json, text/event-stream").send().await.unwrap();
            let status = response.status();
            assert_ne!(status, 500, "{path}: {:?}", String::from_utf8_lossy(&body));
        }
    }
}

#[tokio::test]
async fn signatures() {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<ping>())).await.unwrap();
    let api = Api::of(&sandbox);
    let mut inputs = Inputs::of("body", ["07".repeat(64)]);
    while let (Some(body), Some(signature), Some(timestamp)) = (inputs.next(), inputs.next(), inputs.next()) {
        let mut request = api.bare(Method::POST, "/discord/interactions").body(body);
        for (name, value) in [("x-signature-ed25519", signature), ("x-signature-timestamp", timestamp)] {
            if let Ok(value) = reqwest::header::HeaderValue::from_bytes(&value) {
                request = request.header(name, value);
            }
        }
        assert_eq!(request.send().await.unwrap().status(), 401);
    }
}
