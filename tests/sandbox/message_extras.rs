//! Stickers, forwards, flags, and the icons and links of embeds.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::{GatewayIntents, Permissions};

use crate::{
    desk::{ManualBot, flat},
    peer::Peer,
};

const SILENT: u64 = 1 << 12;
const SUPPRESS_EMBEDS: u64 = 1 << 2;

#[tokio::test(flavor = "multi_thread")]
async fn stickers_of_the_guild_are_sent() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let wave = discord.new_sticker("wave").await.unwrap();
    let (status, body) = desk.posts(json!({"sticker_ids": [wave]})).await;
    assert_eq!(status, 200, "{body}");
    let shown = alice.sees().await.unwrap();
    let expected = json!([{"id": wave.to_string(), "name": "wave", "format_type": 1}]);
    assert_eq!(shown.raw["sticker_items"], expected);
    assert!(discord.transcript().contains("sandbot: [sticker: wave]"), "{}", discord.transcript());
    let (status, body) = desk.posts(json!({"sticker_ids": ["7"]})).await;
    assert_eq!((status, &body["code"]), (400, &json!(50081)));
    let (_, body) = desk.posts(json!({"sticker_ids": vec![wave; 4]})).await;
    assert_eq!(flat(&body["errors"], ""), ["sticker_ids BASE_TYPE_MAX_LENGTH"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_forwarded() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let original = alice.posts("look at this").await.unwrap().id;
    let general = discord.channel("general").unwrap();
    let forward = |message: Value| json!({"message_reference": {"type": 1, "channel_id": general.id(), "message_id": message}});
    let (status, body) = desk.posts(forward(json!(original))).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["message_reference"]["message_id"], json!(original));
    assert_eq!(body["message_snapshots"][0]["message"]["content"], "look at this");
    assert!(body["message_snapshots"][0]["message"].get("author").is_none());
    assert!(discord.transcript().contains("sandbot: [forwarded: look at this]"), "{}", discord.transcript());
    let mut with_text = forward(json!(original));
    with_text["content"] = json!("look");
    let (status, body) = desk.posts(with_text).await;
    assert_eq!((status, &body["code"]), (400, &json!(160_011)));
    let (_, body) = desk.posts(forward(json!("7"))).await;
    assert_eq!(flat(&body["errors"], ""), ["message_reference MESSAGE_REFERENCE_UNKNOWN_MESSAGE"]);
    let bot = discord.bot();
    discord.overwrite(&general, bot, Permissions::empty(), Permissions::READ_MESSAGE_HISTORY).await.unwrap();
    let (status, body) = desk.posts(forward(json!(original))).await;
    assert_eq!((status, &body["code"]), (403, &json!(160_009)));
}

#[tokio::test(flavor = "multi_thread")]
async fn serenity_reads_stickers_and_forwards() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap().id();
    let wave = discord.new_sticker("wave").await.unwrap();
    let original = alice.posts("look at this").await.unwrap().id;
    let body = json!({"sticker_ids": [wave]});
    let sent = peer.http.send_message(general, vec![], &body).await.unwrap();
    assert_eq!(sent.sticker_items[0].id, wave);
    let reference = json!({"type": 1, "channel_id": general, "message_id": original});
    let body = json!({"message_reference": reference});
    let sent = peer.http.send_message(general, vec![], &body).await.unwrap();
    assert_eq!(sent.message_snapshots[0].content, "look at this");
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn embeds_are_suppressed_and_notifications_are_fixed() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let body = json!({"content": "hi", "embeds": [{"title": "T"}], "flags": SILENT | SUPPRESS_EMBEDS});
    desk.posts(body).await;
    let shown = alice.sees().await.unwrap();
    assert_eq!((&shown.raw["embeds"], shown.embeds.len()), (&json!([]), 0));
    assert_eq!(shown.raw["flags"], SILENT | SUPPRESS_EMBEDS);
    let path = format!("/channels/{}/messages/{}", shown.channel_id, shown.id);
    let (_, edited) = desk.rest(Method::PATCH, &path, json!({"flags": 0})).await;
    assert_eq!((&edited["flags"], &edited["embeds"][0]["title"]), (&json!(SILENT), &json!("T")));
}

#[tokio::test(flavor = "multi_thread")]
async fn links_and_times_of_embeds_are_checked() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let icon = "https://example.org/i.png";
    let valid = json!({"title": "T", "url": "https://example.org", "timestamp": "2026-01-31",
        "author": {"name": "A", "icon_url": icon}, "footer": {"text": "F", "icon_url": icon}});
    let (status, body) = desk.posts(json!({"embeds": [valid]})).await;
    assert_eq!(status, 200, "{body}");
    for (embed, path) in [
        (json!({"title": "T", "url": "ftp://a"}), "url URL_TYPE_INVALID_SCHEME"),
        (json!({"title": "T", "image": {"url": "a.png"}}), "image.url URL_TYPE_INVALID_URL"),
        (json!({"title": "T", "author": {"icon_url": icon}}), "author.name BASE_TYPE_REQUIRED"),
        (json!({"title": "T", "footer": {"icon_url": icon}}), "footer.text BASE_TYPE_REQUIRED"),
        (json!({"title": "T", "timestamp": "tomorrow"}), "timestamp DATE_TIME_TYPE_PARSE"),
    ] {
        let (status, body) = desk.posts(json!({"embeds": [embed]})).await;
        assert_eq!(status, 400, "{path}");
        assert_eq!(flat(&body["errors"], ""), [format!("embeds.0.{path}")]);
    }
}
