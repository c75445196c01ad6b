//! Compression, encoding and version of a gateway connection, against a raw socket.

use std::time::Duration;

use flate2::{Decompress, FlushDecompress, read::ZlibDecoder};
use futures::{SinkExt, StreamExt};
use mindtrace_discord::sandbox::Discord;
use serde_json::{Value, json};
use serenity::all::GatewayIntents;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message},
};
use zstd_safe::{DCtx, InBuffer, OutBuffer};

use crate::gateway::identify;

/// The size of the largest frame in these tests, in bytes.
const LARGEST: usize = 1 << 20;

/// A connection that leaves messages as they are.
struct Raw(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Raw {
    async fn open(discord: &Discord, query: &str) -> Self {
        Self(connect_async(format!("{}/?{query}", discord.gateway_url())).await.unwrap().0)
    }

    async fn send(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    async fn next(&mut self) -> Message {
        timeout(Duration::from_secs(10), self.0.next()).await.unwrap().unwrap().unwrap()
    }

    /// Returns the next message, which must be a compressed one.
    async fn binary(&mut self) -> Vec<u8> {
        match self.next().await {
            Message::Binary(bytes) => bytes.to_vec(),
            other => panic!("not compressed: {other:?}"),
        }
    }
}

/// Reads HELLO, READY, `GUILD_CREATE`, an acknowledgement and a message from a connection with one compression context.
async fn read_a_connection(compress: &str, mut decompress: impl FnMut(&[u8]) -> Value) {
    let discord = Discord::start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let mut socket = Raw::open(&discord, &format!("v=10&encoding=json&compress={compress}")).await;
    assert_eq!(decompress(&socket.binary().await)["op"], 10);
    // discord.py asks for both; frames are compressed once.
    assert_eq!(identify(&discord, 0)["d"]["compress"], true);
    socket.send(&identify(&discord, GatewayIntents::all().bits())).await;
    assert_eq!(decompress(&socket.binary().await)["t"], "READY");
    let guild = decompress(&socket.binary().await);
    assert_eq!((guild["t"].as_str(), guild["s"].as_u64()), (Some("GUILD_CREATE"), Some(2)));
    socket.send(&json!({"op": 1, "d": 2})).await;
    assert_eq!(decompress(&socket.binary().await)["op"], 11);
    // A frame that is larger than the buffers of the client and of the emulator.
    let numbers: Vec<u32> = (0..60_000).collect();
    let event = json!({"guild_id": discord.guild(), "numbers": numbers});
    discord.dispatches("GUILD_UPDATE", &event);
    assert_eq!(decompress(&socket.binary().await)["d"], event);
    for number in 0..20_u64 {
        let text = format!("{number} {}", "x".repeat(1500));
        alice.posts(&text).await.unwrap();
        let message = decompress(&socket.binary().await);
        assert_eq!(
            (message["s"].as_u64(), message["d"]["content"].as_str()),
            (Some(number + 4), Some(&*text))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn zlib_stream_has_one_context_and_a_flush_after_each_frame() {
    let mut context = Decompress::new(true);
    read_a_connection("zlib-stream", |piece| {
        assert!(piece.ends_with(&[0, 0, 0xff, 0xff]), "discord.py and twilight drop what has no flush");
        let mut text = Vec::with_capacity(LARGEST);
        context.decompress_vec(piece, &mut text, FlushDecompress::Sync).unwrap();
        serde_json::from_slice(&text).unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn zstd_stream_has_one_context_and_a_flush_after_each_frame() {
    let mut context = DCtx::create();
    read_a_connection("zstd-stream", |piece| {
        let mut text: Vec<u8> = Vec::with_capacity(LARGEST);
        let mut input = InBuffer::around(piece);
        {
            let mut output = OutBuffer::around(&mut text);
            while input.pos() < piece.len() {
                context.decompress_stream(&mut output, &mut input).unwrap();
            }
        }
        serde_json::from_slice(&text).unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_transport_compression_large_dispatches_are_compressed_alone() {
    let discord = Discord::start().await.unwrap();
    let mut socket = Raw::open(&discord, "v=10&encoding=json").await;
    assert!(matches!(socket.next().await, Message::Text(_)), "HELLO comes before IDENTIFY");
    socket.send(&identify(&discord, GatewayIntents::all().bits())).await;
    assert!(matches!(socket.next().await, Message::Text(_)), "READY is small");
    let guild: Value = serde_json::from_reader(ZlibDecoder::new(&*socket.binary().await)).unwrap();
    assert_eq!(guild["t"], "GUILD_CREATE");
    let mut plain = Raw::open(&discord, "v=10").await;
    let mut frame = identify(&discord, GatewayIntents::all().bits());
    frame["d"]["compress"] = json!(false);
    plain.send(&frame).await;
    for _ in 0..3 {
        assert!(matches!(plain.next().await, Message::Text(_)), "nothing is compressed unless asked for");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_encodings_compressions_and_versions_are_refused() {
    let discord = Discord::start().await.unwrap();
    for query in ["v=10&encoding=etf", "v=10&compress=gzip"] {
        match connect_async(format!("{}/?{query}", discord.gateway_url())).await {
            Err(Error::Http(response)) => assert_eq!(response.status(), 400, "{query}"),
            other => panic!("{query}: {other:?}"),
        }
    }
    match Raw::open(&discord, "v=6&encoding=json").await.next().await {
        Message::Close(Some(frame)) => assert_eq!(u16::from(frame.code), 4012),
        other => panic!("{other:?}"),
    }
}
