//! What clients of other languages send: ids and permissions as integers, as discord.py does, and the fields of new versions.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::{ChannelType, Permissions};

use crate::desk::ManualBot;

/// Returns an id as an integer.
fn integer(id: &Value) -> u64 {
    id.as_str().unwrap().parse().unwrap()
}

async fn started() -> (Discord, ManualBot) {
    let discord = Discord::builder().bot_permissions(Permissions::all()).start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    (discord, desk)
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_named_by_integers() {
    let (discord, desk) = started().await;
    let alice = discord.member("alice").await.unwrap();
    let asked = alice.posts("!ping").await.unwrap();
    let reference = json!({"message_id": asked.id.get(), "channel_id": asked.channel_id.get()});
    let (status, reply) = desk.posts(json!({"content": "pong", "message_reference": reference})).await;
    assert_eq!((status, &reply["type"]), (200, &json!(19)), "{reply}");
    assert_eq!(reply["referenced_message"]["id"], json!(asked.id));
    let forward = json!({"type": 1, "message_id": asked.id.get(), "channel_id": asked.channel_id.get()});
    let (status, forwarded) = desk.posts(json!({"message_reference": forward})).await;
    assert_eq!((status, &forwarded["message_snapshots"][0]["message"]["content"]), (200, &json!("!ping")));
    let path = format!("/channels/{}/messages/bulk-delete", asked.channel_id);
    let ids = [asked.id.get(), integer(&reply["id"])];
    let (status, body) = desk.rest(Method::POST, &path, json!({"messages": ids})).await;
    assert_eq!(status, 204, "{body}");
    assert_eq!(discord.message(asked.channel_id, asked.id), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_get_roles_and_move_by_integers() {
    let (discord, desk) = started().await;
    let alice = discord.member("alice").await.unwrap();
    let role = discord.role("helper", Permissions::empty()).await.unwrap();
    let voice = discord.channel("voice").unwrap();
    let other = discord.new_channel("other", ChannelType::Voice).await.unwrap();
    alice.joins_voice(&voice).await.unwrap();
    let path = format!("/guilds/{}/members/{}", discord.guild(), alice.id());
    let body = json!({"roles": [role.id().get()], "channel_id": other.id().get()});
    let (status, member) = desk.rest(Method::PATCH, &path, body).await;
    assert_eq!((status, &member["roles"]), (200, &json!([role.id()])), "{member}");
    // Moved and not disconnected: she can be muted, which needs her in voice.
    assert_eq!(desk.rest(Method::PATCH, &path, json!({"mute": true})).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn channels_are_created_in_a_category_with_overwrites() {
    let (discord, desk) = started().await;
    let category = discord.new_channel("tea", ChannelType::Category).await.unwrap();
    let everyone = discord.guild().get();
    let hidden = json!({"id": everyone, "type": 0, "allow": 0, "deny": Permissions::VIEW_CHANNEL.bits()});
    let path = format!("/guilds/{everyone}/channels");
    let body = json!({
        "name": "green", "parent_id": category.id().get(), "permission_overwrites": [hidden],
    });
    let (status, created) = desk.rest(Method::POST, &path, body).await;
    assert_eq!((status, &created["parent_id"]), (201, &json!(category.id())), "{created}");
    let overwrite = &created["permission_overwrites"][0];
    assert_eq!((&overwrite["id"], &overwrite["deny"]), (&json!(everyone.to_string()), &json!("1024")));
    // The list of an edit replaces that of the channel.
    let channel = format!("/channels/{}", created["id"].as_str().unwrap());
    let edit = json!({"parent_id": null, "permission_overwrites": []});
    let (status, edited) = desk.rest(Method::PATCH, &channel, edit).await;
    assert_eq!(
        (status, &edited["parent_id"], &edited["permission_overwrites"]),
        (200, &json!(null), &json!([]))
    );
    let general = discord.channel("general").unwrap().id();
    let (status, refused) = desk.rest(Method::PATCH, &channel, json!({"parent_id": general})).await;
    let error = &refused["errors"]["parent_id"]["_errors"][0]["code"];
    assert_eq!((status, error), (400, &json!("CHANNEL_PARENT_INVALID")), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_have_colors() {
    let (discord, desk) = started().await;
    let path = format!("/guilds/{}/roles", discord.guild());
    let colors = json!({"name": "red", "colors": {"primary_color": 0x00ff_0000, "secondary_color": null}});
    let (status, role) = desk.rest(Method::POST, &path, colors).await;
    assert_eq!((status, &role["color"]), (200, &json!(0x00ff_0000)), "{role}");
    assert_eq!(role["colors"]["primary_color"], json!(0x00ff_0000));
    let large = json!({"colors": {"primary_color": 0x0100_0000}});
    let (status, refused) = desk.rest(Method::POST, &path, large).await;
    assert_eq!(status, 400, "{refused}");
    assert!(refused["errors"]["colors"]["primary_color"].is_object(), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn integers_are_returned_as_texts() {
    let (discord, desk) = started().await;
    let emoji = discord.new_emoji("tea").await.unwrap();
    let button =
        json!({"type": 2, "style": 1, "custom_id": "b", "emoji": {"id": emoji.get(), "name": "tea"}});
    let row = json!({"content": "x", "components": [{"type": 1, "components": [button]}]});
    let (status, message) = desk.posts(row).await;
    assert_eq!(status, 200, "{message}");
    assert_eq!(message["components"][0]["components"][0]["emoji"]["id"], json!(emoji));
    let path = format!("/applications/{}/commands", discord.application());
    let command = json!([{"name": "ban", "description": "d", "default_member_permissions": 4}]);
    let (status, commands) = desk.rest(Method::PUT, &path, command).await;
    assert_eq!((status, &commands[0]["default_member_permissions"]), (200, &json!("4")), "{commands}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_deletes_messages_if_the_query_says_so() {
    let (discord, desk) = started().await;
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("spam").await.unwrap();
    let path = format!("/guilds/{}/bans/{}?delete_message_seconds=3600", discord.guild(), alice.id());
    assert_eq!(desk.rest(Method::PUT, &path, Value::Null).await.0, 204);
    assert!(alice.is_banned());
    assert_eq!(discord.message(posted.channel_id, posted.id), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_moved_below_that_of_the_bot() {
    let (discord, mut desk) = started().await;
    let one = discord.role("one", Permissions::empty()).await.unwrap();
    let two = discord.role("two", Permissions::empty()).await.unwrap();
    let path = format!("/guilds/{}/roles", discord.guild());
    let moves = json!([{"id": one.id().get(), "position": 2}, {"id": two.id().get(), "position": 1}]);
    let (status, roles) = desk.rest(Method::PATCH, &path, moves).await;
    let position = |id: String| {
        let role = roles.as_array().unwrap().iter().find(|role| role["id"] == id);
        role.unwrap()["position"].as_u64().unwrap()
    };
    let positions = (position(one.id().to_string()), position(two.id().to_string()));
    assert_eq!((status, positions), (200, (2, 1)), "{roles}");
    assert_eq!(desk.socket.until("GUILD_ROLE_UPDATE").await["role"]["position"], 2);
    let above = json!([{"id": one.id().get(), "position": 301}]);
    assert_eq!(desk.rest(Method::PATCH, &path, above).await.0, 403);
}
