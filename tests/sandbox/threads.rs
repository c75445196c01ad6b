//! Threads that a bot starts, and their members.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::ManualBot;

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_started_from_a_message() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let asked = discord.member("alice").await.unwrap().posts("which tea?").await.unwrap();
    let path = format!("/channels/{}/messages/{}", asked.channel_id, asked.id);
    let threads = format!("{path}/threads");
    let (status, thread) = desk.rest(Method::POST, &threads, json!({"name": "tea"})).await;
    assert_eq!((status, &thread["id"]), (201, &json!(asked.id)), "{thread}");
    assert_eq!(thread["parent_id"], json!(asked.channel_id));
    let event = desk.socket.until("THREAD_CREATE").await;
    assert_eq!((&event["id"], &event["newly_created"]), (&thread["id"], &json!(true)));
    let update = desk.socket.until("MESSAGE_UPDATE").await;
    assert_eq!((&update["thread"]["name"], &update["edited_timestamp"]), (&json!("tea"), &Value::Null));
    let (_, message) = desk.rest(Method::GET, &path, Value::Null).await;
    assert_eq!((&message["flags"], &message["thread"]["id"]), (&json!(32), &thread["id"]));
    let (status, again) = desk.rest(Method::POST, &threads, json!({"name": "tea"})).await;
    assert_eq!((status, &again["code"]), (400, &json!(160_004)));
    let inside = format!("/channels/{}/messages", asked.id);
    assert_eq!(desk.rest(Method::POST, &inside, json!({"content": "green"})).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_joins_a_thread_and_adds_members() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap();
    let thread = discord.new_thread(&general, "tea").await.unwrap();
    let members = format!("/channels/{}/thread-members", thread.id());
    let change = async |method: Method, user: &str| {
        desk.rest(method, &format!("{members}/{user}"), Value::Null).await.0
    };
    assert_eq!(change(Method::PUT, "@me").await, 204);
    assert_eq!(change(Method::PUT, &alice.id().to_string()).await, 204);
    assert_eq!(change(Method::DELETE, &alice.id().to_string()).await, 204);
    assert_eq!(change(Method::PUT, "1").await, 404);
    let joined = desk.socket.until("THREAD_MEMBERS_UPDATE").await;
    assert_eq!(joined["added_members"][0]["user_id"], json!(discord.bot()));
    assert_eq!(desk.socket.until("THREAD_MEMBER_UPDATE").await["guild_id"], json!(discord.guild()));
    let added = desk.socket.until("THREAD_MEMBERS_UPDATE").await;
    assert_eq!(
        (&added["member_count"], &added["added_members"][0]["user_id"]),
        (&json!(2), &json!(alice.id()))
    );
    let removed = desk.socket.until("THREAD_MEMBERS_UPDATE").await;
    assert_eq!(removed["removed_member_ids"], json!([alice.id()]));
    let path = format!("/channels/{}/thread-members/@me", general.id());
    assert_eq!(desk.rest(Method::PUT, &path, Value::Null).await.0, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_are_listed_archived_and_opened_by_a_message() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap();
    let start = json!({"name": "tea", "type": 11, "auto_archive_duration": 60});
    let (_, thread) = desk.rest(Method::POST, &format!("/channels/{}/threads", general.id()), start).await;
    assert_eq!(thread["thread_metadata"]["auto_archive_duration"], 60, "{thread}");
    let path = format!("/channels/{}", thread["id"].as_str().unwrap());
    let members = format!("{path}/thread-members");
    assert_eq!(desk.rest(Method::PUT, &format!("{members}/@me"), Value::Null).await.0, 204);
    assert_eq!(desk.rest(Method::PUT, &format!("{members}/{}", alice.id()), Value::Null).await.0, 204);
    let (_, listed) = desk.rest(Method::GET, &format!("{members}?with_member=true"), Value::Null).await;
    assert_eq!(listed.as_array().unwrap().len(), 2, "{listed}");
    assert!(listed[0]["member"]["user"].is_object(), "{listed}");
    let (_, one) = desk.rest(Method::GET, &format!("{members}/{}", alice.id()), Value::Null).await;
    assert_eq!((&one["user_id"], one.get("member")), (&json!(alice.id()), None));
    let (status, nobody) = desk.rest(Method::GET, &format!("{members}/1"), Value::Null).await;
    assert_eq!((status, &nobody["code"]), (404, &json!(10007)));
    let active = format!("/guilds/{}/threads/active", discord.guild());
    let (_, shown) = desk.rest(Method::GET, &active, Value::Null).await;
    assert_eq!((&shown["threads"][0]["id"], &shown["members"][0]["id"]), (&thread["id"], &thread["id"]));

    let close = json!({"archived": true, "locked": true});
    let (status, archived) = desk.rest(Method::PATCH, &path, close).await;
    assert_eq!((status, &archived["thread_metadata"]["archived"]), (200, &json!(true)), "{archived}");
    let (_, shown) = desk.rest(Method::GET, &active, Value::Null).await;
    assert_eq!(shown["threads"], json!([]));
    let (status, refused) = desk.rest(Method::PATCH, &path, json!({"name": "x"})).await;
    assert_eq!((status, &refused["code"]), (400, &json!(50083)));
    // The bot may manage threads, so its message opens it.
    assert_eq!(desk.socket.until("THREAD_UPDATE").await["thread_metadata"]["locked"], true);
    let messages = format!("{path}/messages");
    assert_eq!(desk.rest(Method::POST, &messages, json!({"content": "green"})).await.0, 200);
    assert_eq!(desk.socket.until("THREAD_UPDATE").await["thread_metadata"]["archived"], false);
}
