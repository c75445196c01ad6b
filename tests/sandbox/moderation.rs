//! What a bot changes over REST: the audit log with its reasons, and the role of everyone.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::Permissions;

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
    let changes = json!([
        {"key": "name", "old_value": "helper", "new_value": "staff"},
        {"key": "hoist", "old_value": false, "new_value": true},
    ]);
    assert_eq!(changed["changes"], changes);

    desk.rest_because("unused", Method::DELETE, &role_path, Value::Null).await;
    let deleted = entry(&mut desk).await;
    assert_eq!((&deleted["action_type"], &deleted["reason"]), (&json!(32), &json!("unused")));
    desk.rest_because("spam", Method::DELETE, &member, Value::Null).await;
    let kicked = entry(&mut desk).await;
    assert_eq!((&kicked["action_type"], &kicked["reason"]), (&json!(20), &json!("spam")));
}
