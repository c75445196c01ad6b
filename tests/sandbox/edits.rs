//! Messages that change after they were posted.

use mindtrace_discord::sandbox::{Discord, SandboxError};
use reqwest::Method;
use serde_json::json;

use crate::desk::ManualBot;

#[tokio::test(flavor = "multi_thread")]
async fn members_edit_and_delete_their_messages() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    let posted = alice.posts("!helo").await.unwrap();
    assert!(!posted.edited);
    let edited = alice.edits(&posted, " !hello ").await.unwrap();
    assert!(edited.edited && edited.id == posted.id && edited.content == "!hello");
    let update = desk.socket.until("MESSAGE_UPDATE").await;
    assert_eq!((&update["content"], update["edited_timestamp"].is_string()), (&json!("!hello"), true));
    for refused in [
        bob.edits(&posted, "mine").await,
        alice.edits(&posted, "").await,
        alice.edits(&posted, &"x".repeat(2001)).await,
    ] {
        assert!(matches!(refused, Err(SandboxError::Refused { .. })), "{refused:?}");
    }
    assert!(bob.deletes(&posted).await.is_err());
    alice.deletes(&posted).await.unwrap();
    assert_eq!(desk.socket.until("MESSAGE_DELETE").await["id"], json!(posted.id));
    assert!(alice.edits(&posted, "again").await.is_err());
    assert_eq!(discord.message(posted.channel_id, posted.id), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn link_previews_are_not_edits() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("!see https://example.org").await.unwrap();
    let shown = discord.unfurls(&posted).await.unwrap();
    assert!(!shown.edited && shown.embeds.len() == 1 && shown.content == posted.content);
    let update = desk.socket.until("MESSAGE_UPDATE").await;
    assert!(update["edited_timestamp"].is_null() && update["embeds"][0]["type"] == "link");
    assert_eq!(update["content"], "!see https://example.org");
    let plain = alice.posts("no link").await.unwrap();
    assert!(matches!(discord.unfurls(&plain).await, Err(SandboxError::Refused { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_by_the_bot_are_visible() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    desk.posts(json!({"content": "one"})).await;
    let shown = discord.member("alice").await.unwrap().sees().await.unwrap();
    let path = format!("/channels/{}/messages/{}", shown.channel_id, shown.id);
    desk.rest(Method::PATCH, &path, json!({"content": "two"})).await;
    let now = discord.message(shown.channel_id, shown.id).unwrap();
    assert!(now.edited && now.content == "two");
    desk.rest(Method::DELETE, &path, serde_json::Value::Null).await;
    assert_eq!(discord.message(shown.channel_id, shown.id), None);
    assert!(discord.transcript().contains("sandbot deleted: two"), "{}", discord.transcript());
}
