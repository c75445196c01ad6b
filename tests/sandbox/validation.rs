//! What Discord refuses: invalid fields with their paths, permissions and unknown objects with their codes.

use mindtrace_discord::sandbox::Discord;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use serenity::all::{ChannelType, Permissions};

use crate::desk::flat;

/// Sends a request that must be refused; returns the status, the code and the lines of the error tree.
async fn refused(discord: &Discord, method: Method, path: &str, body: &Value) -> (u16, u64, Vec<String>) {
    let request = Client::new()
        .request(method, format!("{}/api/v10{path}", discord.url()))
        .header("authorization", format!("Bot {}", discord.token()));
    let request = if body.is_null() { request } else { request.json(body) };
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap_or_default();
    let code = body["code"].as_u64().unwrap_or_else(|| panic!("{path} was not refused: {status} {body}"));
    assert!(body["message"].is_string(), "{body}");
    (status, code, flat(&body["errors"], ""))
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_fields_are_named_with_their_paths() {
    let discord = Discord::builder().bot_permissions(Permissions::all()).start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let role = discord.role("helpers", Permissions::empty()).await.unwrap().id();
    let general = discord.channel("general").unwrap().id();
    let guild = format!("/guilds/{}", discord.guild());
    let (channel, member) = (format!("/channels/{general}"), format!("{guild}/members/{}", alice.id()));
    let messages = format!("{channel}/messages");
    let long = "x".repeat(2000);
    for (method, path, body, expected) in [
        (
            Method::POST,
            messages.clone(),
            json!({"content": "c", "nonce": "n".repeat(26)}),
            "nonce BASE_TYPE_BAD_LENGTH",
        ),
        (Method::POST, messages.clone(), json!({"embeds": "none"}), "embeds LIST_TYPE_CONVERT"),
        (Method::POST, messages.clone(), json!({"embeds": ["none"]}), "embeds.0 MODEL_TYPE_CONVERT"),
        (Method::POST, messages.clone(), json!({"components": [1]}), "components.0 MODEL_TYPE_CONVERT"),
        (Method::POST, messages.clone(), json!({"content": "c", "flags": "x"}), "flags NUMBER_TYPE_COERCE"),
        (
            Method::POST,
            messages.clone(),
            json!({"embeds": [{"title": "t", "color": 0x0100_0000}]}),
            "embeds.0.color NUMBER_TYPE_MAX",
        ),
        (
            Method::POST,
            messages.clone(),
            json!({"content": "c", "allowed_mentions": {"parse": ["users", "all"]}}),
            "allowed_mentions.parse.1 BASE_TYPE_CHOICES",
        ),
        (
            Method::POST,
            messages.clone(),
            json!({"content": "c", "allowed_mentions": {"users": vec!["1"; 101]}}),
            "allowed_mentions.users BASE_TYPE_MAX_LENGTH",
        ),
        (Method::GET, format!("{messages}?limit=0"), Value::Null, "limit NUMBER_TYPE_MIN"),
        (Method::GET, format!("{messages}?limit=101"), Value::Null, "limit NUMBER_TYPE_MAX"),
        (Method::GET, format!("{messages}?limit=all"), Value::Null, "limit NUMBER_TYPE_COERCE"),
        (Method::GET, format!("{messages}/newest"), Value::Null, "message_id NUMBER_TYPE_COERCE"),
        (Method::GET, "/channels/general".to_owned(), Value::Null, "channel_id NUMBER_TYPE_COERCE"),
        (Method::GET, format!("{guild}/members?limit=1001"), Value::Null, "limit NUMBER_TYPE_MAX"),
        (Method::GET, format!("{guild}/members/alice"), Value::Null, "user_id NUMBER_TYPE_COERCE"),
        (Method::PATCH, member.clone(), json!({"nick": "n".repeat(33)}), "nick BASE_TYPE_BAD_LENGTH"),
        (
            Method::PATCH,
            member,
            json!({"communication_disabled_until": "soon"}),
            "communication_disabled_until DATE_TIME_TYPE_PARSE",
        ),
        (Method::PATCH, guild.clone(), json!({"name": "x"}), "name BASE_TYPE_BAD_LENGTH"),
        (Method::POST, format!("{guild}/channels"), json!({}), "name BASE_TYPE_REQUIRED"),
        (
            Method::POST,
            format!("{guild}/channels"),
            json!({"name": "n", "type": 99}),
            "type BASE_TYPE_CHOICES",
        ),
        (Method::PATCH, channel.clone(), json!({"topic": long}), "topic BASE_TYPE_BAD_LENGTH"),
        (
            Method::PATCH,
            channel.clone(),
            json!({"rate_limit_per_user": 21_601}),
            "rate_limit_per_user NUMBER_TYPE_MAX",
        ),
        (
            Method::POST,
            format!("{channel}/threads"),
            json!({"name": "t", "auto_archive_duration": 5}),
            "auto_archive_duration BASE_TYPE_CHOICES",
        ),
        (Method::PUT, format!("{channel}/permissions/{role}"), json!({"type": 2}), "type BASE_TYPE_CHOICES"),
        (Method::GET, format!("{guild}/members/search"), Value::Null, "query BASE_TYPE_REQUIRED"),
        (Method::POST, format!("{guild}/roles"), json!({"color": 0x0100_0000}), "color NUMBER_TYPE_MAX"),
        (Method::PATCH, format!("{guild}/roles/{role}"), json!({"name": 5}), "name STRING_TYPE_CONVERT"),
        (
            Method::PUT,
            format!("{guild}/bans/{}", alice.id()),
            json!({"delete_message_seconds": 604_801}),
            "delete_message_seconds NUMBER_TYPE_MAX",
        ),
    ] {
        let (status, code, errors) = refused(&discord, method.clone(), &path, &body).await;
        assert_eq!((status, code, errors), (400, 50035, vec![expected.to_owned()]), "{method} {path} {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_invalid_fields_are_named_at_once() {
    let discord = Discord::builder().bot_permissions(Permissions::all()).start().await.unwrap();
    let path = format!("/guilds/{}/channels", discord.guild());
    let body = json!({"name": "", "topic": "x".repeat(1025), "rate_limit_per_user": -1});
    let (_, _, errors) = refused(&discord, Method::POST, &path, &body).await;
    let expected =
        ["name BASE_TYPE_BAD_LENGTH", "rate_limit_per_user NUMBER_TYPE_MIN", "topic BASE_TYPE_BAD_LENGTH"];
    assert_eq!(errors, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_and_states_have_their_codes() {
    let discord = Discord::builder().bot_permissions(Permissions::all()).start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("hi").await.unwrap();
    let guild = format!("/guilds/{}", discord.guild());
    let voice = discord.channel("voice").unwrap().id();
    let direct = alice.in_dm().posts("hi").await.unwrap().channel_id;
    let message = format!("/channels/{}/messages/{}", posted.channel_id, posted.id);
    for (method, path, body, expected) in [
        (Method::PUT, format!("{message}/reactions/hooray/@me"), Value::Null, (400, 10014)),
        (Method::PATCH, format!("{guild}/members/{}", alice.id()), json!({"mute": true}), (400, 40032)),
        (Method::POST, format!("/channels/{voice}/threads"), json!({"name": "t"}), (400, 50024)),
        (Method::PATCH, message.clone(), json!({"content": "mine"}), (403, 50005)),
        (
            Method::POST,
            "/users/@me/channels".to_owned(),
            json!({"recipient_id": discord.bot()}),
            (400, 50033),
        ),
        (Method::PATCH, format!("/channels/{direct}"), json!({"name": "n"}), (403, 50003)),
    ] {
        let (status, code, _) = refused(&discord, method, &path, &body).await;
        assert_eq!((status, code), expected, "{path}");
    }
    for emoji in [
        "😀", "😁", "😂", "😃", "😄", "😅", "😆", "😇", "😈", "😉", "😊", "😋", "😌", "😍", "😎", "😏", "😐",
        "😑", "😒", "😓",
    ] {
        alice.reacts(&posted, emoji).await.unwrap();
    }
    let (_, code, _) =
        refused(&discord, Method::PUT, &format!("{message}/reactions/%F0%9F%98%94/@me"), &Value::Null).await;
    assert_eq!(code, 30010);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_route_needs_its_permission() {
    let discord = Discord::builder().bot_permissions(Permissions::empty()).start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("hi").await.unwrap();
    let role = discord.role("helpers", Permissions::empty()).await.unwrap().id();
    let guild = format!("/guilds/{}", discord.guild());
    let channel = format!("/channels/{}", posted.channel_id);
    let message = format!("{channel}/messages/{}", posted.id);
    let (member, user) = (format!("{guild}/members/{}", alice.id()), alice.id());
    for (method, path, body) in [
        (Method::PATCH, guild.clone(), json!({"name": "Mine"})),
        (Method::POST, format!("{guild}/channels"), json!({"name": "n"})),
        (Method::POST, format!("{guild}/roles"), json!({"name": "n"})),
        (Method::DELETE, format!("{guild}/roles/{role}"), Value::Null),
        (Method::GET, format!("{guild}/bans"), Value::Null),
        (Method::PUT, format!("{guild}/bans/{user}"), json!({})),
        (Method::DELETE, member.clone(), Value::Null),
        (Method::PATCH, member.clone(), json!({"nick": "n"})),
        (Method::PATCH, member.clone(), json!({"communication_disabled_until": null})),
        (Method::PUT, format!("{member}/roles/{role}"), Value::Null),
        (Method::PATCH, channel.clone(), json!({"name": "n"})),
        (Method::DELETE, channel.clone(), Value::Null),
        (Method::PUT, format!("{channel}/permissions/{role}"), json!({"type": 0, "allow": "0", "deny": "0"})),
        (Method::DELETE, message.clone(), Value::Null),
        (Method::DELETE, format!("{message}/reactions"), Value::Null),
        (Method::PUT, format!("{channel}/messages/pins/{}", posted.id), Value::Null),
        (Method::POST, format!("{channel}/messages/bulk-delete"), json!({"messages": ["1", "2"]})),
    ] {
        let (status, code, errors) = refused(&discord, method.clone(), &path, &body).await;
        assert_eq!((status, code, errors.len()), (403, 50013, 0), "{method} {path}");
    }
    let hidden = discord.new_channel("hidden", ChannelType::Text).await.unwrap();
    let bot = mindtrace_discord::sandbox::Target::Member(discord.bot());
    discord.overwrite(&hidden, bot, Permissions::empty(), Permissions::VIEW_CHANNEL).await.unwrap();
    let path = format!("/channels/{}", hidden.id());
    for path in [path.clone(), format!("{path}/messages")] {
        let (status, code, _) = refused(&discord, Method::GET, &path, &Value::Null).await;
        assert_eq!((status, code), (403, 50001), "{path}");
    }
}
