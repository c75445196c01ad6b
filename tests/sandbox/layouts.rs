//! Components V2.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::GatewayIntents;
use tokio::join;

use crate::{
    desk::{ManualBot, flat},
    peer::Peer,
};

const V2: u64 = 1 << 15;

fn text(content: &str) -> Value {
    json!({"type": 10, "content": content})
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 1, "custom_id": id, "label": id})
}

#[tokio::test(flavor = "multi_thread")]
async fn layouts_are_displayed_and_clicked() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let media = json!({"url": "https://example.org/a.png"});
    let layout = json!([
        text("Title"),
        {"type": 17, "accent_color": 255, "components": [
            {"type": 9, "components": [text("Section")], "accessory": button("inner")},
            {"type": 9, "components": [text("Picture")], "accessory": {"type": 11, "media": media}},
            {"type": 14, "spacing": 2, "divider": false},
            {"type": 12, "items": [{"media": media}]},
            {"type": 1, "components": [button("row")]},
        ]},
    ]);
    let (status, body) = desk.posts(json!({"flags": V2, "components": layout})).await;
    assert_eq!(status, 200, "{body}");
    let shown = alice.sees().await.unwrap();
    assert_eq!((shown.text().as_str(), shown.content.as_str()), ("Title\nSection\nPicture", ""));
    for name in ["inner", "row"] {
        let changed = json!({"components": [text("changed"), {"type": 1, "components": [button("row"), button("inner")]}]});
        let (answer, used) = join!(alice.clicks(&shown, name), desk.answers(7, changed));
        assert_eq!((answer.unwrap().text().as_str(), &used["data"]["custom_id"]), ("changed", &json!(name)));
    }
    let now = alice.looks_at(&shown).await.unwrap();
    assert_eq!(now.raw["flags"].as_u64().unwrap() & V2, V2, "the flag stays");
    let path = format!("/channels/{}/messages/{}", shown.channel_id, shown.id);
    let (_, body) = desk.rest(Method::PATCH, &path, json!({"flags": 0, "content": "old"})).await;
    assert_eq!(flat(&body["errors"], ""), ["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]);
    assert!(
        discord.transcript().contains("sandbot: Title Section Picture [inner] [row]"),
        "{}",
        discord.transcript()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn serenity_reads_layouts() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap().id();
    let file = json!({"type": 13, "file": {"url": "attachment://a.txt"}});
    let body =
        json!({"flags": V2, "components": [text("hi"), {"type": 17, "components": [file, text("there")]}]});
    let upload = serenity::all::CreateAttachment::bytes(b"x".as_slice(), "a.txt");
    peer.http.send_message(general, vec![upload], &body).await.unwrap();
    let shown = alice.sees().await.unwrap();
    assert_eq!((shown.text().as_str(), shown.attachments.len()), ("hi\nthere", 1));
    assert_eq!(shown.raw["components"][1]["components"][0]["file"]["url"], shown.attachments()[0].url);
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_layouts_are_refused_with_paths() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let with = |components: Value| json!({"flags": V2, "components": components});
    let container = |components: Value| json!({"type": 17, "components": components});
    for (body, paths) in [
        (
            json!({"flags": V2, "content": "c", "components": [text("t")]}),
            &["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"][..],
        ),
        (
            json!({"flags": V2, "embeds": [{"title": "e"}], "components": [text("t")]}),
            &["embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
        ),
        (with(json!([button("b")])), &["components.0.type UNION_TYPE_CHOICES"]),
        (
            with(json!([container(json!([container(json!([text("t")]))]))])),
            &["components.0.components.0.type UNION_TYPE_CHOICES"],
        ),
        (with(json!([container(json!([]))])), &["components.0.components BASE_TYPE_BAD_LENGTH"]),
        (
            with(json!([{"type": 9, "components": [text("t")]}])),
            &["components.0.accessory BASE_TYPE_REQUIRED"],
        ),
        (
            with(json!([{"type": 9, "components": [], "accessory": button("b")}])),
            &["components.0.components BASE_TYPE_BAD_LENGTH"],
        ),
        (with(json!([{"type": 10}])), &["components.0.content BASE_TYPE_REQUIRED"]),
        (with(json!([{"type": 12, "items": []}])), &["components.0.items BASE_TYPE_BAD_LENGTH"]),
        (with(json!([{"type": 14, "spacing": 3}])), &["components.0.spacing NUMBER_TYPE_RANGE"]),
        (
            with(json!([{"type": 12, "items": [{"media": {"url": "ftp://x"}}]}])),
            &["components.0.items.0.media.url URL_TYPE_INVALID_SCHEME"],
        ),
        (
            with(json!([{"type": 13, "file": {"url": "https://example.org/a"}}])),
            &["components.0.file.url URL_TYPE_INVALID_SCHEME"],
        ),
        (
            with(json!([{"type": 13, "file": {"url": "attachment://a.txt"}}])),
            &["components.0.file.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"],
        ),
        (with(json!(vec![text("t"); 41])), &["components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"]),
        (
            with(json!([text(&"x".repeat(2500)), container(json!([text(&"x".repeat(1501))]))])),
            &["components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"],
        ),
        (
            with(json!([text("t"), {"type": 1, "components": [button("b"), button("b")]}])),
            &["components.1.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
        ),
    ] {
        let (status, answer) = desk.posts(body).await;
        assert_eq!(status, 400, "{paths:?}");
        assert_eq!(flat(&answer["errors"], ""), paths);
    }
    let (_, empty) = desk.posts(with(json!([]))).await;
    assert_eq!(empty["code"], 50006);
}
