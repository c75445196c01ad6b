//! Several shards, and the limits of IDENTIFY, against raw sockets.

use std::time::Duration;

use mindtrace_discord::sandbox::{Discord, DiscordBuilder};
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::{GatewayIntents, GuildId};
use tokio::time::timeout;

use crate::gateway::{Socket, identify};

/// Returns a builder whose clock only moves when the test moves it.
fn stopped() -> DiscordBuilder {
    Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse().unwrap())
}

/// Adds a guild of the other one of two shards.
async fn second_guild(discord: &Discord) -> GuildId {
    discord.clock().jump(Duration::from_millis(1));
    let second = discord.new_guild("Second").await.unwrap();
    assert_ne!(shard_of(second), shard_of(discord.guild()));
    second
}

fn shard_of(guild: GuildId) -> u64 {
    (guild.get() >> 22) % 2
}

fn identify_as(token: &str, shard: &Value) -> Value {
    let intents = GatewayIntents::all().bits();
    json!({"op": 2, "d": {"token": token, "intents": intents, "properties": {}, "shard": shard}})
}

/// Identifies on a new connection; returns the frame that answers, or the close code.
async fn start(discord: &Discord, shard: Value) -> (Socket, Result<Value, u16>) {
    let mut socket = Socket::open(discord).await;
    assert_eq!(socket.next().await.unwrap()["op"], 10);
    socket.send(&identify_as(&discord.current_token(), &shard)).await;
    let answer = socket.next().await;
    (socket, answer)
}

/// Returns what arrives until a heartbeat is acknowledged, which comes after everything sent before.
async fn received(socket: &mut Socket) -> Vec<Value> {
    socket.send(&json!({"op": 1, "d": null})).await;
    let mut frames = Vec::new();
    loop {
        let frame = socket.next().await.unwrap();
        if frame["op"] == 11 {
            return frames;
        }
        frames.push(frame);
    }
}

async fn gateway_bot(discord: &Discord) -> Value {
    let request = reqwest::Client::new()
        .request(Method::GET, format!("{}/api/v10/gateway/bot", discord.url()))
        .header("authorization", format!("Bot {}", discord.current_token()));
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_shard_has_its_guilds_and_shard_0_the_direct_messages() {
    let discord = stopped().shards(2).max_concurrency(2).start().await.unwrap();
    let second = second_guild(&discord).await;
    let bot = gateway_bot(&discord).await;
    assert_eq!((&bot["shards"], &bot["session_start_limit"]["max_concurrency"]), (&json!(2), &json!(2)));
    let mut sockets = Vec::new();
    let mut sessions = Vec::new();
    for id in 0..2_u64 {
        let (mut socket, ready) = start(&discord, json!([id, 2])).await;
        let ready = ready.unwrap()["d"].clone();
        let own = if shard_of(second) == id { second } else { discord.guild() };
        assert_eq!(ready["shard"], json!([id, 2]));
        assert_eq!(ready["guilds"], json!([{"id": own, "unavailable": true}]));
        let created = received(&mut socket).await;
        assert_eq!(created.len(), 1);
        assert_eq!(created[0]["d"]["id"], own.to_string());
        sockets.push(socket);
        sessions.push(ready["session_id"].clone());
    }
    discord.wait_until_ready().await.unwrap();
    assert_eq!(discord.connected_shards(), [(0, 2), (1, 2)]);
    assert!(discord.shard_overlaps().is_empty());
    let alice = discord.member("alice").await.unwrap();
    alice.posts("in the guild").await.unwrap();
    alice.in_dm().posts("in private").await.unwrap();
    let home = shard_of(discord.guild());
    for (id, socket) in (0..2_u64).zip(&mut sockets) {
        let frames = received(socket).await;
        let texts: Vec<&str> = frames.iter().filter_map(|frame| frame["d"]["content"].as_str()).collect();
        let expected = [(home, "in the guild"), (0, "in private")];
        let expected: Vec<&str> =
            expected.into_iter().filter(|(shard, _)| *shard == id).map(|(_, text)| text).collect();
        assert_eq!(texts, expected, "shard {id}");
    }
    discord.drop_connections().await;
    alice.posts("during the outage").await.unwrap();
    let session = &sessions[usize::try_from(home).unwrap()];
    let mut socket = Socket::open(&discord).await;
    socket.send(&json!({"op": 6, "d": {"token": discord.token(), "session_id": session, "seq": 2}})).await;
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "in the guild");
    assert_eq!(discord.connected_shards(), [(home, 2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_starts_one_session_in_five_seconds() {
    let discord = stopped().max_concurrency(2).enforce_identify_limits().start().await.unwrap();
    let (_first, ready) = start(&discord, json!([0, 4])).await;
    assert_eq!(ready.unwrap()["t"], "READY");
    let (_second, ready) = start(&discord, json!([1, 4])).await;
    assert_eq!(ready.unwrap()["t"], "READY");
    let (mut third, refused) = start(&discord, json!([2, 4])).await;
    assert_eq!(refused.unwrap(), json!({"op": 9, "d": false, "s": null, "t": null}));
    discord.clock().jump(Duration::from_secs(5));
    third.send(&identify_as(discord.token(), &json!([2, 4]))).await;
    third.until("READY").await;
    let limit = gateway_bot(&discord).await["session_start_limit"].clone();
    let expected = json!({"total": 1000, "remaining": 997, "reset_after": 86_395_000, "max_concurrency": 2});
    assert_eq!(limit, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_sessions_in_a_day_reset_the_token() {
    let discord =
        stopped().max_concurrency(16).identifies_per_day(2).enforce_identify_limits().start().await.unwrap();
    let (mut first, ready) = start(&discord, json!([0, 16])).await;
    assert!(ready.is_ok());
    let (_second, ready) = start(&discord, json!([1, 16])).await;
    assert!(ready.is_ok());
    assert_eq!(gateway_bot(&discord).await["session_start_limit"]["remaining"], 0);
    let (_third, refused) = start(&discord, json!([2, 16])).await;
    assert_eq!(refused, Err(4004));
    assert_eq!(first.close_code().await, 4004);
    assert_ne!(discord.current_token(), discord.token());
    let mut old = Socket::open(&discord).await;
    old.send(&identify(&discord, 0)).await;
    assert_eq!(old.close_code().await, 4004);
    let (_fresh, ready) = start(&discord, json!([2, 16])).await;
    assert_eq!(ready.unwrap()["t"], "READY");
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_only_counted_unless_enforced() {
    let discord = Discord::builder().identifies_per_day(1).start().await.unwrap();
    for _ in 0..3 {
        let (_socket, ready) = start(&discord, json!([0, 1])).await;
        assert_eq!(ready.unwrap()["t"], "READY");
    }
    assert_eq!(gateway_bot(&discord).await["session_start_limit"]["remaining"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_of_one_shard_are_recorded_while_they_overlap() {
    let discord = stopped().start().await.unwrap();
    let (mut first, _) = start(&discord, json!([0, 2])).await;
    let (_other, _) = start(&discord, json!([1, 2])).await;
    assert!(discord.shard_overlaps().is_empty());
    let (mut second, _) = start(&discord, json!([0, 2])).await;
    let overlaps = discord.shard_overlaps();
    assert_eq!(overlaps.len(), 1);
    assert_eq!((overlaps[0].shard, overlaps[0].total, overlaps[0].to), (0, 2, None));
    // Both receive the events of the shard.
    discord.member("alice").await.unwrap().in_dm().posts("hello").await.unwrap();
    for socket in [&mut first, &mut second] {
        assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "hello");
    }
    discord.clock().jump(Duration::from_secs(7));
    let mut changes = discord.watch();
    drop(second);
    while discord.shard_overlaps()[0].to.is_none() {
        timeout(Duration::from_secs(10), changes.changed()).await.unwrap().unwrap();
    }
    let overlap = discord.shard_overlaps()[0];
    let lasted = overlap.to.unwrap().unix_timestamp() - overlap.from.unix_timestamp();
    assert_eq!(lasted, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_session_of_a_shard_can_be_refused() {
    let discord = Discord::builder().refuse_duplicate_shards().start().await.unwrap();
    let (_first, ready) = start(&discord, json!([0, 2])).await;
    assert!(ready.is_ok());
    assert_eq!(discord.refused_duplicates(), 0);
    assert_eq!(start(&discord, json!([0, 2])).await.1, Err(4005));
    assert!(start(&discord, json!([1, 2])).await.1.is_ok());
    assert!(discord.shard_overlaps().is_empty());
    assert_eq!(discord.refused_duplicates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_and_overfull_shards_are_closed() {
    let discord = stopped().guilds_per_shard(1).start().await.unwrap();
    second_guild(&discord).await;
    for (shard, code) in [
        (json!([2, 2]), 4010),
        (json!([0, 0]), 4010),
        (json!([0]), 4010),
        (json!([0, 2, 2]), 4010),
        (json!([3, 100_001]), 4010),
        (json!([3, 1_u64 << 63]), 4010),
        (json!("0"), 4010),
        (json!([0, 1]), 4011),
        (json!(null), 4011),
    ] {
        assert_eq!(start(&discord, shard.clone()).await.1, Err(code), "{shard}");
    }
    assert_eq!(start(&discord, json!([0, 2])).await.1.unwrap()["t"], "READY");
}
