//! The commands of a client on the gateway: members, sounds, voice and presence, against a raw socket.

use std::time::Duration;

use mindtrace_discord::sandbox::Discord;
use serde_json::{Value, json};
use serenity::all::{GatewayIntents, OnlineStatus};

use crate::gateway::Socket;

async fn stopped() -> Discord {
    Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse().unwrap()).start().await.unwrap()
}

/// Connects, and skips the guild.
async fn connected(discord: &Discord, intents: GatewayIntents) -> Socket {
    let (mut socket, _) = Socket::identified(discord, intents | GatewayIntents::GUILDS).await;
    socket.until("GUILD_CREATE").await;
    socket
}

async fn send(socket: &mut Socket, op: u8, data: Value) {
    socket.send(&json!({"op": op, "d": data})).await;
}

/// Asserts that nothing arrives before the acknowledgement of a heartbeat.
async fn assert_silent(socket: &mut Socket) {
    send(socket, 1, json!(null)).await;
    assert_eq!(socket.next().await.unwrap()["op"], 11);
}

/// Returns the next dispatch, which must have this name.
async fn dispatch(socket: &mut Socket, name: &str) -> Value {
    let frame = socket.next().await.unwrap();
    assert_eq!(frame["t"], name, "{frame}");
    frame["d"].clone()
}

fn names(chunk: &Value) -> Vec<&str> {
    chunk["members"].as_array().unwrap().iter().map(|it| it["user"]["username"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_members_come_in_chunks_and_once_in_thirty_seconds() {
    let discord = stopped().await;
    for number in 0..1100 {
        discord.member(&format!("member{number}")).await.unwrap();
    }
    let mut socket = connected(&discord, GatewayIntents::GUILD_MEMBERS).await;
    let everyone =
        json!({"guild_id": discord.guild(), "query": "", "limit": 0, "nonce": "all", "presences": true});
    send(&mut socket, 8, everyone.clone()).await;
    let mut count = 0;
    for (index, size) in [(0, 1000), (1, 102)] {
        let chunk = dispatch(&mut socket, "GUILD_MEMBERS_CHUNK").await;
        assert_eq!((&chunk["chunk_index"], &chunk["chunk_count"]), (&json!(index), &json!(2)));
        assert_eq!((&chunk["nonce"], &chunk["not_found"]), (&json!("all"), &json!([])));
        assert!(chunk.get("presences").is_none(), "the intent for presences is missing");
        assert_eq!(names(&chunk).len(), size);
        count += names(&chunk).len();
    }
    assert_eq!(count, 1102, "with the owner and the bot");
    discord.clock().jump(Duration::from_secs(10));
    send(&mut socket, 8, everyone.clone()).await;
    let meta = json!({"guild_id": discord.guild(), "nonce": "all"});
    let expected = json!({"opcode": 8, "retry_after": 20.0, "meta": meta});
    assert_eq!(dispatch(&mut socket, "RATE_LIMITED").await, expected);
    // Other requests are not limited.
    send(&mut socket, 8, json!({"guild_id": discord.guild(), "query": "member10", "limit": 5})).await;
    let chunk = dispatch(&mut socket, "GUILD_MEMBERS_CHUNK").await;
    assert_eq!((names(&chunk).len(), chunk.get("nonce")), (5, None));
    send(&mut socket, 8, json!({"guild_id": discord.guild(), "query": "", "limit": 1000})).await;
    assert_eq!(names(&dispatch(&mut socket, "GUILD_MEMBERS_CHUNK").await).len(), 100);
    discord.clock().jump(Duration::from_secs(20));
    send(&mut socket, 8, everyone).await;
    dispatch(&mut socket, "GUILD_MEMBERS_CHUNK").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_found_by_id_with_presences_and_those_that_are_missing() {
    let discord = Discord::start().await.unwrap();
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    alice.is_now(OnlineStatus::Idle).await.unwrap();
    bob.is_now(OnlineStatus::Online).await.unwrap();
    bob.is_now(OnlineStatus::Invisible).await.unwrap();
    let mut socket = connected(&discord, GatewayIntents::GUILD_PRESENCES).await;
    let ids = json!([alice.id(), bob.id(), "5"]);
    let wanted = json!({
        "guild_id": discord.guild(), "user_ids": ids, "presences": true, "nonce": "n".repeat(33),
    });
    send(&mut socket, 8, wanted).await;
    let chunk = dispatch(&mut socket, "GUILD_MEMBERS_CHUNK").await;
    assert_eq!(names(&chunk), ["alice", "bob"]);
    assert_eq!((&chunk["not_found"], chunk.get("nonce")), (&json!(["5"]), None));
    let presence = json!({
        "user": {"id": alice.id()}, "status": "idle", "activities": [], "client_status": {"desktop": "idle"},
    });
    assert_eq!(chunk["presences"], json!([presence]));
    send(&mut socket, 8, json!({"guild_id": discord.guild(), "user_ids": bob.id()})).await;
    assert_eq!(names(&dispatch(&mut socket, "GUILD_MEMBERS_CHUNK").await), ["bob"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_for_members_without_intent_or_guild_are_ignored() {
    let discord = Discord::start().await.unwrap();
    let mut socket = connected(&discord, GatewayIntents::empty()).await;
    send(&mut socket, 8, json!({"guild_id": discord.guild(), "query": "", "limit": 0})).await;
    send(&mut socket, 8, json!({"guild_id": "5", "query": "a", "limit": 1})).await;
    assert_silent(&mut socket).await;
    assert!(discord.transcript().contains("which needs the intent GUILD_MEMBERS"));
    send(&mut socket, 8, json!({"guild_id": discord.guild()})).await;
    assert_eq!(socket.close_code().await, 4002);
}

#[tokio::test(flavor = "multi_thread")]
async fn soundboards_are_sent_for_the_guilds_of_the_bot() {
    let discord = Discord::start().await.unwrap();
    let mut socket = connected(&discord, GatewayIntents::empty()).await;
    send(&mut socket, 31, json!({"guild_ids": ["5", discord.guild().to_string()]})).await;
    let sounds = dispatch(&mut socket, "SOUNDBOARD_SOUNDS").await;
    assert_eq!(sounds, json!({"guild_id": discord.guild(), "soundboard_sounds": []}));
    assert_silent(&mut socket).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_joins_voice_changes_its_state_and_leaves() {
    let discord = Discord::start().await.unwrap();
    let mut socket = connected(&discord, GatewayIntents::GUILD_VOICE_STATES).await;
    let (guild, voice) = (discord.guild(), discord.channel("voice").unwrap().id());
    let request = |channel: Value, mute: bool| {
        json!({
            "guild_id": guild, "channel_id": channel, "self_mute": mute, "self_deaf": false,
        })
    };
    send(&mut socket, 4, request(json!(voice), true)).await;
    let state = dispatch(&mut socket, "VOICE_STATE_UPDATE").await;
    assert_eq!((&state["user_id"], &state["channel_id"]), (&json!(discord.bot()), &json!(voice)));
    assert_eq!((&state["self_mute"], &state["self_deaf"]), (&json!(true), &json!(false)));
    let server = dispatch(&mut socket, "VOICE_SERVER_UPDATE").await;
    let endpoint = discord.gateway_url().trim_start_matches("ws://");
    assert_eq!((&server["guild_id"], &server["endpoint"]), (&json!(guild), &json!(endpoint)));
    assert!(!server["token"].as_str().unwrap().is_empty());
    // The same channel again only changes the state.
    send(&mut socket, 4, request(json!(voice), false)).await;
    assert_eq!(dispatch(&mut socket, "VOICE_STATE_UPDATE").await["self_mute"], false);
    send(&mut socket, 4, request(json!(null), false)).await;
    let left = dispatch(&mut socket, "VOICE_STATE_UPDATE").await;
    assert_eq!((&left["channel_id"], &left["session_id"]), (&json!(null), &state["session_id"]));
    // It is no voice channel.
    send(&mut socket, 4, request(json!(discord.channel("general").unwrap().id()), false)).await;
    assert_silent(&mut socket).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_presence_is_stored_and_a_malformed_one_closes_the_connection() {
    let discord = Discord::start().await.unwrap();
    let mut socket = connected(&discord, GatewayIntents::empty()).await;
    let presence = json!({"since": null, "activities": [], "status": "dnd", "afk": false});
    send(&mut socket, 3, presence.clone()).await;
    assert_silent(&mut socket).await;
    assert_eq!(discord.bot_presence(), Some(presence));
    send(&mut socket, 3, json!({"activities": [], "status": "asleep"})).await;
    assert_eq!(socket.close_code().await, 4002);
}
