//! What a bot changes over REST: the audit log with its reasons, and the role of everyone.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::{ChannelType, Permissions};

use crate::desk::ManualBot;

async fn started() -> (Discord, ManualBot) {
    let discord = Discord::builder().bot_permissions(Permissions::all()).start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    (discord, desk)
}

/// Returns the next entry of the audit log.
async fn entry(desk: &mut ManualBot) -> Value {
    desk.socket.until("GUILD_AUDIT_LOG_ENTRY_CREATE").await
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_keeps_its_role() {
    let (discord, desk) = started().await;
    let (guild, alice) = (discord.guild(), discord.member("alice").await.unwrap());
    let everyone = format!("/guilds/{guild}/roles/{guild}");
    let of_alice = format!("/guilds/{guild}/members/{}", alice.id());
    let has_everyone = format!("{of_alice}/roles/{guild}");
    for (method, path) in
        [(Method::DELETE, &everyone), (Method::PUT, &has_everyone), (Method::DELETE, &has_everyone)]
    {
        let (status, body) = desk.rest(method, path, Value::Null).await;
        assert_eq!((status, &body["code"]), (400, &json!(50028)), "{path}");
    }
    assert_eq!(desk.rest(Method::GET, &everyone, Value::Null).await.0, 200);
    // discord.py sends it along with the other roles of a member.
    let (status, member) = desk.rest(Method::PATCH, &of_alice, json!({"roles": [guild]})).await;
    assert_eq!((status, &member["roles"]), (200, &json!([])), "{member}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_has_changes_with_their_reasons() {
    let (discord, mut desk) = started().await;
    let (guild, alice) = (discord.guild(), discord.member("alice").await.unwrap());
    let role = discord.role("helper", Permissions::empty()).await.unwrap();
    let member = format!("/guilds/{guild}/members/{}", alice.id());
    let role_path = format!("/guilds/{guild}/roles/{}", role.id());

    desk.rest_because("tidy", Method::PATCH, &member, json!({"nick": "Al"})).await;
    let nick = entry(&mut desk).await;
    assert_eq!((&nick["action_type"], &nick["reason"]), (&json!(24), &json!("tidy")), "{nick}");
    assert_eq!(nick["changes"], json!([{"key": "nick", "new_value": "Al"}]));
    assert_eq!((&nick["user_id"], &nick["target_id"]), (&json!(discord.bot()), &json!(alice.id())));

    let until = json!({"communication_disabled_until": "2130-01-01T00:00:00+00:00"});
    desk.rest_because("calm%20down", Method::PATCH, &member, until).await;
    let timeout = entry(&mut desk).await;
    assert_eq!(timeout["changes"][0]["key"], "communication_disabled_until", "{timeout}");
    assert_eq!(timeout["reason"], "calm down");

    // A change without a difference has no entry.
    desk.rest(Method::PATCH, &member, json!({"nick": "Al"})).await;
    desk.rest_because("new name", Method::PATCH, &role_path, json!({"name": "staff", "hoist": true})).await;
    let changed = entry(&mut desk).await;
    assert_eq!((&changed["action_type"], &changed["reason"]), (&json!(31), &json!("new name")), "{changed}");
    let wanted = json!([
        {"key": "name", "old_value": "helper", "new_value": "staff"},
        {"key": "hoist", "old_value": false, "new_value": true},
    ]);
    assert_eq!(changed["changes"], wanted);

    desk.rest_because("unused", Method::DELETE, &role_path, Value::Null).await;
    let deleted = entry(&mut desk).await;
    assert_eq!((&deleted["action_type"], &deleted["reason"]), (&json!(32), &json!("unused")));
    desk.rest_because("spam", Method::DELETE, &member, Value::Null).await;
    let kicked = entry(&mut desk).await;
    assert_eq!((&kicked["action_type"], &kicked["reason"]), (&json!(20), &json!("spam")));
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_and_the_rest_is_named_as_ignored() {
    let (discord, mut desk) = started().await;
    let guild = format!("/guilds/{}", discord.guild());
    let voice = json!({"name": "talk", "type": 2, "bitrate": 32_000.0, "user_limit": 3});
    let (status, channel) = desk.rest(Method::POST, &format!("{guild}/channels"), voice).await;
    assert_eq!(
        (status, &channel["bitrate"], &channel["user_limit"]),
        (201, &json!(32_000), &json!(3)),
        "{channel}"
    );
    let path = format!("/channels/{}", channel["id"].as_str().unwrap());
    let change = json!({"bitrate": 48_000, "rtc_region": "rotterdam"});
    let (status, changed) = desk.rest_because("louder", Method::PATCH, &path, change).await;
    assert_eq!((status, &changed["bitrate"]), (200, &json!(48_000)), "{changed}");
    let logged = entry(&mut desk).await;
    assert_eq!((&logged["action_type"], &logged["reason"]), (&json!(11), &json!("louder")), "{logged}");
    let wanted = json!([{"key": "bitrate", "old_value": 32_000, "new_value": 48_000}]);
    assert_eq!(logged["changes"], wanted);
    assert_eq!(desk.rest(Method::PATCH, &path, json!({"user_limit": 100})).await.0, 400);

    let settings = json!({"verification_level": 2, "splash": "x"});
    let (status, changed) = desk.rest(Method::PATCH, &guild, settings).await;
    assert_eq!((status, &changed["verification_level"]), (200, &json!(2)), "{changed}");
    let (_, read) = desk.rest(Method::GET, &guild, Value::Null).await;
    assert_eq!(read["verification_level"], 2);
    let role = json!({"name": "tea", "unicode_emoji": "🍵"});
    let (_, role) = desk.rest(Method::POST, &format!("{guild}/roles"), role).await;
    assert_eq!(role["unicode_emoji"], "🍵", "{role}");
    let transcript = discord.transcript();
    for name in ["rtc_region", "splash"] {
        assert!(transcript.contains(&format!("ignored: {name}")), "{transcript}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn channels_are_moved_together() {
    let (discord, desk) = started().await;
    let path = format!("/guilds/{}/channels", discord.guild());
    let category = json!({"name": "Tea", "type": 4});
    let (_, category) = desk.rest(Method::POST, &path, category).await;
    let general = discord.channel("general").unwrap().id();
    let moves = json!([{"id": general, "position": 7, "parent_id": category["id"]}]);
    assert_eq!(desk.rest(Method::PATCH, &path, moves).await.0, 204);
    let (_, channel) = desk.rest(Method::GET, &format!("/channels/{general}"), Value::Null).await;
    assert_eq!((&channel["position"], &channel["parent_id"]), (&json!(7), &category["id"]), "{channel}");
    assert_eq!(desk.rest(Method::PATCH, &path, json!([{"id": "1"}])).await.0, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_users_are_banned_at_once() {
    let (discord, desk) = started().await;
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    let path = format!("/guilds/{}/bulk-ban", discord.guild());
    let owner = discord.owner().id();
    let users = json!({"user_ids": [alice.id(), bob.id(), owner]});
    let (status, done) = desk.rest_because("raid", Method::POST, &path, users.clone()).await;
    assert_eq!(status, 200, "{done}");
    assert_eq!(done, json!({"banned_users": [alice.id(), bob.id()], "failed_users": [owner]}));
    let (status, refused) = desk.rest(Method::POST, &path, users).await;
    assert_eq!((status, &refused["code"]), (400, &json!(500_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_renames_itself() {
    let (discord, mut desk) = started().await;
    discord.member("alice").await.unwrap();
    let (status, me) = desk.rest(Method::PATCH, "/users/@me", json!({"username": "teabot"})).await;
    assert_eq!((status, &me["username"]), (200, &json!("teabot")));
    assert_eq!(desk.socket.until("USER_UPDATE").await["username"], "teabot");
    assert_eq!(desk.rest(Method::PATCH, "/users/@me", json!({"username": "alice"})).await.0, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn text_channels_have_names_without_capitals_and_spaces() {
    let (discord, desk) = started().await;
    let path = format!("/guilds/{}/channels", discord.guild());
    let (_, text) = desk.rest(Method::POST, &path, json!({"name": "Tea  Talk", "type": 0})).await;
    let (_, voice) = desk.rest(Method::POST, &path, json!({"name": "Tea Talk", "type": 2})).await;
    assert_eq!((&text["name"], &voice["name"]), (&json!("tea-talk"), &json!("Tea Talk")));
    let renamed = format!("/channels/{}", text["id"].as_str().unwrap());
    let (_, text) = desk.rest(Method::PATCH, &renamed, json!({"name": "More Tea"})).await;
    assert_eq!(text["name"], "more-tea");
    let made = discord.new_channel("Green Tea", ChannelType::Text).await.unwrap();
    assert_eq!(made.name(), "green-tea");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_is_announced_once() {
    let (discord, mut desk) = started().await;
    let alice = discord.member("alice").await.unwrap();
    let asked = alice.posts("rules").await.unwrap();
    let pin = format!("/channels/{}/messages/pins/{}", asked.channel_id, asked.id);
    for _ in 0..2 {
        assert_eq!(desk.rest(Method::PUT, &pin, Value::Null).await.0, 204);
    }
    let (_, reply) = desk.posts(json!({"content": "pinned it"})).await;
    desk.socket.until("CHANNEL_PINS_UPDATE").await;
    let notice = desk.socket.until("MESSAGE_CREATE").await;
    assert_eq!((&notice["type"], &notice["content"]), (&json!(6), &json!("")), "{notice}");
    assert_eq!(notice["message_reference"]["message_id"], json!(asked.id));
    assert!(notice.get("referenced_message").is_none() && notice["mentions"] == json!([]), "{notice}");
    assert_eq!(desk.socket.until("MESSAGE_CREATE").await["id"], reply["id"]);
    // It is no answer of the bot.
    assert_eq!(alice.sees().await.unwrap().content, "pinned it");
}
