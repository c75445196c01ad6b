//! The gateway, against a raw socket.

use std::time::Duration;

use flate2::read::ZlibDecoder;
use futures::{SinkExt, StreamExt};
use mindtrace_discord::sandbox::Discord;
use serde_json::{Value, json};
use serenity::all::GatewayIntents;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn open(discord: &Discord) -> Self {
        let (socket, _) = connect_async(format!("{}/?v=10", discord.gateway_url())).await.unwrap();
        Self(socket)
    }

    /// Connects and identifies; returns the socket and the READY payload.
    pub(crate) async fn identified(discord: &Discord, intents: GatewayIntents) -> (Self, Value) {
        let mut socket = Self::open(discord).await;
        assert_eq!(socket.next().await.unwrap()["op"], 10);
        socket.send(&identify(discord, intents.bits())).await;
        let ready = socket.next().await.unwrap();
        assert_eq!((ready["t"].as_str(), ready["s"].as_u64()), (Some("READY"), Some(1)));
        (socket, ready["d"].clone())
    }

    pub(crate) async fn send(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    /// Returns the next frame, or the close code.
    pub(crate) async fn next(&mut self) -> Result<Value, u16> {
        match timeout(Duration::from_secs(10), self.0.next()).await.unwrap().unwrap().unwrap() {
            Message::Text(text) => Ok(serde_json::from_str(&text).unwrap()),
            // IDENTIFY asked for compression of large frames.
            Message::Binary(bytes) => Ok(serde_json::from_reader(ZlibDecoder::new(&*bytes)).unwrap()),
            Message::Close(Some(frame)) => Err(frame.code.into()),
            other => panic!("unexpected {other:?}"),
        }
    }

    /// Skips frames until the dispatch with this name.
    pub(crate) async fn until(&mut self, name: &str) -> Value {
        loop {
            let frame = self.next().await.unwrap();
            if frame["t"] == name {
                return frame["d"].clone();
            }
        }
    }

    /// Skips frames until the connection is closed.
    pub(crate) async fn close_code(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }
}

pub(crate) fn identify(discord: &Discord, intents: u64) -> Value {
    let token = format!("Bot {}", discord.token());
    json!({"op": 2, "d": {"token": token, "intents": intents, "properties": {}, "shard": [0, 1], "compress": true}})
}

#[tokio::test(flavor = "multi_thread")]
async fn identify_is_followed_by_ready_and_every_guild() {
    let discord = Discord::start().await.unwrap();
    let second = discord.new_guild("Second").await.unwrap();
    let (mut socket, ready) = Socket::identified(&discord, GatewayIntents::all()).await;
    assert_eq!(ready["guilds"].as_array().unwrap().len(), 2);
    assert!(ready["guilds"].as_array().unwrap().iter().all(|guild| guild["unavailable"] == true));
    let (first, other) = (socket.next().await.unwrap(), socket.next().await.unwrap());
    assert_eq!((first["s"].as_u64(), other["s"].as_u64()), (Some(2), Some(3)));
    assert_eq!(other["d"]["id"], second.to_string());
    assert!(
        first["d"]["roles"].as_array().unwrap().iter().any(|role| role["id"] == discord.guild().to_string())
    );
    assert_eq!(discord.identifies(), 1);
    socket.send(&json!({"op": 1, "d": 3})).await;
    assert_eq!(socket.next().await.unwrap()["op"], 11);
    assert_eq!(discord.heartbeats(), [Some(3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledgement_does_not_overtake_the_sender() {
    let discord = Discord::start().await.unwrap();
    let (mut socket, _) = Socket::identified(&discord, GatewayIntents::empty()).await;
    let sent = std::time::Instant::now();
    socket.send(&json!({"op": 1, "d": null})).await;
    while socket.next().await.unwrap()["op"] != 11 {}
    assert!(sent.elapsed() >= std::time::Duration::from_millis(20));
    // An interval that is shorter than the delay is kept.
    let discord =
        Discord::builder().heartbeat_interval(std::time::Duration::from_millis(8)).start().await.unwrap();
    let (mut socket, _) = Socket::identified(&discord, GatewayIntents::empty()).await;
    socket.send(&json!({"op": 1, "d": null})).await;
    while socket.next().await.unwrap()["op"] != 11 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn protocol_errors_close_with_their_code() {
    let discord = Discord::builder().unapproved(GatewayIntents::MESSAGE_CONTENT).start().await.unwrap();
    let mut wrong_token = identify(&discord, 0);
    wrong_token["d"]["token"] = json!("Bot nonsense");
    let big = json!({"op": 1, "d": "x".repeat(5000)});
    for (frame, code) in [
        (wrong_token, 4004),
        (identify(&discord, GatewayIntents::MESSAGE_CONTENT.bits()), 4014),
        (identify(&discord, 1 << 40), 4013),
        (json!({"op": 3, "d": {}}), 4003),
        (json!({"op": 77, "d": {}}), 4001),
        (json!("nonsense"), 4002),
        (big, 4002),
    ] {
        let mut socket = Socket::open(&discord).await;
        socket.send(&frame).await;
        assert_eq!(socket.close_code().await, code, "{frame}");
    }
    let (mut twice, _) = Socket::identified(&discord, GatewayIntents::empty()).await;
    twice.send(&identify(&discord, 0)).await;
    assert_eq!(twice.close_code().await, 4005);
    let mut flood = Socket::open(&discord).await;
    for _ in 0..=120 {
        flood.send(&json!({"op": 1, "d": null})).await;
    }
    assert_eq!(flood.close_code().await, 4008);
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_replays_missed_dispatches() {
    let discord = Discord::start().await.unwrap();
    let (mut socket, ready) = Socket::identified(&discord, GatewayIntents::all()).await;
    socket.until("GUILD_CREATE").await;
    discord.close_sessions(4000).await;
    assert_eq!(socket.close_code().await, 4000);
    let alice = discord.member("alice").await.unwrap();
    alice.posts("during the outage").await.unwrap();
    let resume =
        |session: &Value| json!({"op": 6, "d": {"token": discord.token(), "session_id": session, "seq": 2}});
    let mut socket = Socket::open(&discord).await;
    socket.send(&resume(&ready["session_id"])).await;
    assert_eq!(socket.until("MESSAGE_CREATE").await["content"], "during the outage");
    let resumed = socket.next().await.unwrap();
    assert_eq!((resumed["t"].as_str(), resumed["s"].as_u64()), (Some("RESUMED"), Some(4)));
    assert_eq!(discord.resumes(), 1);
    let mut unknown = Socket::open(&discord).await;
    unknown.send(&resume(&json!("missing"))).await;
    assert_eq!(unknown.next().await.unwrap()["op"], 10);
    assert_eq!(unknown.next().await.unwrap(), json!({"op": 9, "d": false, "s": null, "t": null}));
    unknown.send(&identify(&discord, 0)).await;
    unknown.until("READY").await;
    discord.invalidate_sessions(false).await;
    discord.close_sessions(1000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_needs_a_sequence_number_that_was_sent() {
    let discord = Discord::start().await.unwrap();
    let (mut socket, ready) = Socket::identified(&discord, GatewayIntents::all()).await;
    socket.until("GUILD_CREATE").await;
    discord.close_sessions(4000).await;
    assert_eq!(socket.close_code().await, 4000);
    let resume = json!({"token": discord.token(), "session_id": ready["session_id"]});
    for (seq, code) in [
        (json!(3), 4007),
        (json!(-1), 4007),
        (json!("x"), 4002),
        (json!("2"), 4002),
        (json!(1.5), 4002),
        (json!(null), 4002),
    ] {
        let mut with_seq = resume.clone();
        with_seq["seq"] = seq.clone();
        let mut socket = Socket::open(&discord).await;
        socket.send(&json!({"op": 6, "d": with_seq})).await;
        assert_eq!(socket.close_code().await, code, "{seq}");
    }
    let mut without = Socket::open(&discord).await;
    without.send(&json!({"op": 6, "d": resume})).await;
    assert_eq!(without.close_code().await, 4002);
    assert_eq!(discord.resumes(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_replaced_does_not_end_its_session() {
    let discord = Discord::start().await.unwrap();
    let (mut old, ready) = Socket::identified(&discord, GatewayIntents::all()).await;
    old.until("GUILD_CREATE").await;
    let mut new = Socket::open(&discord).await;
    let resume = json!({"token": discord.token(), "session_id": ready["session_id"], "seq": 2});
    new.send(&json!({"op": 6, "d": resume})).await;
    new.until("RESUMED").await;
    let normal = CloseFrame { code: CloseCode::Normal, reason: "".into() };
    old.0.close(Some(normal)).await.unwrap();
    while let Some(Ok(_)) = old.0.next().await {}
    discord.member("alice").await.unwrap().posts("still there").await.unwrap();
    assert_eq!(new.until("MESSAGE_CREATE").await["content"], "still there");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_filtered_and_blanked_by_intents() {
    let discord = Discord::start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let quiet = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let (mut blind, _) = Socket::identified(&discord, quiet).await;
    let (mut seeing, _) = Socket::identified(&discord, quiet | GatewayIntents::MESSAGE_CONTENT).await;
    let reacted = alice.posts("hidden").await.unwrap();
    alice.reacts(&reacted, "👍").await.unwrap();
    discord.join("bob").await.unwrap();
    alice.posts(&format!("<@{}> shown", discord.bot())).await.unwrap();
    alice.in_dm().posts("direct").await.unwrap();
    let mut texts = Vec::new();
    for socket in [&mut blind, &mut seeing] {
        for number in 2..5 {
            let frame = socket.next().await.unwrap();
            assert_eq!((frame["t"].as_str(), frame["s"].as_u64()), (Some("MESSAGE_CREATE"), Some(number)));
            texts.push(frame["d"]["content"].as_str().unwrap().to_owned());
        }
    }
    let mention = format!("<@{}> shown", discord.bot());
    assert_eq!(texts, ["", &mention, "direct", "hidden", &mention, "direct"]);
    assert_eq!(discord.sent(&["MESSAGE_REACTION_ADD", "GUILD_MEMBER_ADD", "GUILD_CREATE"]), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_sent_on_request() {
    let discord = Discord::start().await.unwrap();
    discord.member("alice").await.unwrap();
    let (mut socket, _) = Socket::identified(&discord, GatewayIntents::all()).await;
    socket
        .send(&json!({"op": 8, "d": {"guild_id": discord.guild(), "query": "al", "limit": 0, "nonce": "n"}}))
        .await;
    let chunk = socket.until("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(
        (chunk["members"][0]["user"]["username"].as_str(), chunk["nonce"].as_str()),
        (Some("alice"), Some("n"))
    );
    discord.shutdown().await;
    assert_eq!(socket.close_code().await, 1001);
}
