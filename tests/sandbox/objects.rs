//! The objects that clients of other languages read strictly: a missing field or another spelling makes them drop the event.

use mindtrace_discord::sandbox::{Discord, RateLimits};
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::GatewayIntents;

use crate::{desk::ManualBot, gateway::Socket};

/// The fields that Discord sends of every user.
const USER: [&str; 10] = [
    "id",
    "username",
    "discriminator",
    "global_name",
    "avatar",
    "flags",
    "public_flags",
    "primary_guild",
    "collectibles",
    "avatar_decoration_data",
];

fn has(object: &Value, fields: &[&str]) {
    let object = object.as_object().unwrap();
    let missing: Vec<_> = fields.iter().filter(|field| !object.contains_key(**field)).collect();
    assert!(missing.is_empty(), "{missing:?} are missing in {object:?}");
}

/// Checks Discord's spelling of a time; twilight refuses a shorter one.
fn is_time(time: &Value) {
    let time = time.as_str().unwrap();
    assert!(time.len() == "2026-11-30T12:34:56.123456+00:00".len() && time.ends_with("+00:00"), "{time}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ready_has_the_bot_as_it_sees_itself() {
    let discord = Discord::start().await.unwrap();
    let (mut socket, ready) = Socket::identified(&discord, GatewayIntents::all()).await;
    has(&ready["user"], &USER);
    has(&ready["user"], &["mfa_enabled", "verified", "email"]);
    let guild = socket.until("GUILD_CREATE").await;
    is_time(&guild["joined_at"]);
    has(&guild, &["rules_channel_id", "vanity_url_code", "max_members", "application_id", "widget_enabled"]);
    let member = &guild["members"][0];
    is_time(&member["joined_at"]);
    has(&member["user"], &USER);
    let roles = guild["roles"].as_array().unwrap();
    assert!(roles.iter().any(|role| role["tags"]["bot_id"] == discord.bot().to_string()), "{roles:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_have_times_users_and_references_that_every_client_reads() {
    let discord = Discord::start().await.unwrap();
    let (mut socket, _) = Socket::identified(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let first = alice.posts("hi").await.unwrap();
    let message = socket.until("MESSAGE_CREATE").await;
    is_time(&message["timestamp"]);
    is_time(&message["member"]["joined_at"]);
    has(&message["author"], &USER);
    alice.replies_to(&first, "hi again").await.unwrap();
    let reply = socket.until("MESSAGE_CREATE").await;
    assert_eq!(reply["message_reference"]["guild_id"], discord.guild().to_string());
    has(&reply["referenced_message"]["author"], &USER);
    let direct = alice.in_dm().posts("hi").await.unwrap();
    alice.in_dm().replies_to(&direct, "hi").await.unwrap();
    let answered = socket.until("MESSAGE_CREATE").await;
    assert!(answered.get("message_reference").is_none(), "{answered}");
    let answered = socket.until("MESSAGE_CREATE").await;
    assert!(answered["message_reference"].get("guild_id").is_none(), "{answered}");
    discord.webhook_says("news", "hi").await.unwrap();
    has(&socket.until("MESSAGE_CREATE").await["author"], &USER);
}

#[tokio::test(flavor = "multi_thread")]
async fn components_are_numbered_and_completed() {
    let discord = Discord::builder().rate_limits(RateLimits::Generous).start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let button = |id: &str| json!({"type": 2, "style": 1, "label": id, "custom_id": id, "emoji": null});
    let select = json!({"type": 5, "custom_id": "u"});
    let rows = json!([
        {"type": 1, "components": [button("a"), {"type": 2, "id": 2, "style": 5, "label": "L", "url": "https://a.b"}]},
        {"type": 1, "components": [select]},
    ]);
    let (status, sent) = desk.posts(json!({"content": "c", "components": rows})).await;
    assert_eq!(status, 200, "{sent}");
    let rows = &sent["components"];
    let ids = [&rows[0]["id"], &rows[0]["components"][0]["id"], &rows[0]["components"][1]["id"]];
    assert_eq!(ids, [&json!(1), &json!(3), &json!(2)], "an id of the request is kept");
    assert!(rows[0]["components"][0].get("emoji").is_none(), "{sent}");
    let select = &rows[1]["components"][0];
    assert_eq!((&select["min_values"], &select["max_values"]), (&json!(1), &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_and_channels_count_their_messages() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap().id();
    let body = json!({"name": "talk", "type": 11});
    let (status, thread) = desk.rest(Method::POST, &format!("/channels/{general}/threads"), body).await;
    assert_eq!((status, &thread["owner_id"]), (201, &json!(discord.bot())));
    let path = format!("/channels/{}", thread["id"].as_str().unwrap());
    let (_, sent) = desk.rest(Method::POST, &format!("{path}/messages"), json!({"content": "one"})).await;
    desk.rest(Method::POST, &format!("{path}/messages"), json!({"content": "two"})).await;
    let first = format!("{path}/messages/{}", sent["id"].as_str().unwrap());
    desk.rest(Method::DELETE, &first, Value::Null).await;
    let (_, thread) = desk.rest(Method::GET, &path, Value::Null).await;
    assert_eq!((&thread["message_count"], &thread["total_message_sent"]), (&json!(1), &json!(2)));
    is_time(&thread["thread_metadata"]["archive_timestamp"]);
    let posted = alice.posts("last").await.unwrap();
    let (_, channel) = desk.rest(Method::GET, &format!("/channels/{general}"), Value::Null).await;
    assert_eq!(channel["last_message_id"], posted.id.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback_is_described_on_request() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    desk.register(json!([{"name": "hi", "description": "d"}])).await;
    let alice = discord.member("alice").await.unwrap();
    let called = tokio::spawn(alice.slash("hi").send());
    let interaction = desk.interaction().await;
    let (id, token) = (interaction["id"].as_str().unwrap(), interaction["token"].as_str().unwrap());
    let path = format!("/interactions/{id}/{token}/callback?with_response=true");
    let (status, body) =
        desk.rest(Method::POST, &path, json!({"type": 4, "data": {"content": "hello"}})).await;
    assert_eq!(status, 200, "{body}");
    called.await.unwrap().unwrap();
    assert_eq!(body["interaction"]["response_message_id"], body["resource"]["message"]["id"]);
    let metadata = &body["resource"]["message"]["interaction_metadata"];
    has(&metadata["user"], &USER);
    assert_eq!(metadata["authorizing_integration_owners"], json!({"0": discord.guild()}));
}
