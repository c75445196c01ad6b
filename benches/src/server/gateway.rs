//! The gateway: one session at a time.

use std::rc::Rc;

use futures::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::Server;
use super::compression::Compression;
use super::faults::CONNECTION;
use super::payloads::{BOT, GUILD};

/// How many payloads may wait to be written before who sends them has to wait.
const QUEUE: usize = 256;

const HEARTBEAT: &str = r#"{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":["[\"gateway-prd-us-east1-b-0000\"]"]}}"#;
const ACKNOWLEDGED: &str = r#"{"t":null,"s":null,"op":11,"d":null}"#;

/// A payload from the client, as far as the server reads it.
#[derive(Deserialize)]
struct Payload {
    op: u8,
    #[serde(default)]
    d: Value,
}

/// Serves a WebSocket whose handshake is done. `read` are bytes that were read behind the handshake.
pub(super) async fn serve(
    server: Rc<Server>,
    stream: TcpStream,
    read: Vec<u8>,
    query: &str,
) -> anyhow::Result<()> {
    let mut compression = Compression::of_query(query);
    let mut socket = WebSocketStream::from_partially_read(stream, read, Role::Server, None).await;
    let (sender, mut payloads) = mpsc::channel::<String>(QUEUE);
    socket.send(compression.frame(HEARTBEAT.to_owned())?).await?;
    let drops_at = tokio::time::Instant::now() + CONNECTION;
    loop {
        tokio::select! {
            // Without a close frame.
            () = tokio::time::sleep_until(drops_at), if server.faults.on.get() => return Ok(()),
            Some(payload) = payloads.recv() => {
                socket.feed(compression.frame(payload)?).await?;
                while let Ok(payload) = payloads.try_recv() {
                    socket.feed(compression.frame(payload)?).await?;
                }
                socket.flush().await?;
            }
            received = socket.next() => {
                let Some(message) = received.transpose()? else { return Ok(()) };
                let Payload { op, d } = match &message {
                    Message::Text(text) => serde_json::from_str(text)?,
                    Message::Binary(bytes) => serde_json::from_slice(bytes)?,
                    Message::Close(_) => return Ok(()),
                    _ => continue,
                };
                match op {
                    1 => socket.send(compression.frame(ACKNOWLEDGED.to_owned())?).await?,
                    6 if server.faults.on.get() => {
                        let mut seq = d["seq"].as_u64().unwrap_or_default();
                        loop {
                            let missed = server.faults.behind(seq);
                            let Some((last, _)) = missed.last() else { break };
                            seq = *last;
                            for (_, payload) in missed {
                                socket.feed(compression.frame(payload)?).await?;
                            }
                            socket.flush().await?;
                        }
                        // Without a wait in between, so nothing is missed.
                        server.connected(sender.clone());
                        let resumed = format!(r#"{{"t":"RESUMED","s":{},"op":0,"d":{{}}}}"#, server.next_seq());
                        socket.send(compression.frame(resumed)?).await?;
                    }
                    // Without faults a resume begins a new session as well; nothing is replayed.
                    2 | 6 => {
                        for payload in greeting(&server) {
                            socket.feed(compression.frame(payload)?).await?;
                        }
                        socket.flush().await?;
                        server.connected(sender.clone());
                    }
                    _ => {}
                }
            }
        }
    }
}

/// READY, and the guild that the bot is a member of.
fn greeting(server: &Server) -> [String; 2] {
    let payloads = server.payloads.borrow();
    let user = format!(
        "{},\"mfa_enabled\":true,\"verified\":true,\"email\":null,\"bio\":\"\"}}",
        payloads.bot.trim_end_matches('}')
    );
    let guilds = json!([{ "id": GUILD, "unavailable": true }]);
    let ready = format!(
        "{{\"t\":\"READY\",\"s\":{},\"op\":0,\"d\":{{\"v\":10,\"user_settings\":{{}},\"user\":{user},\"session_type\":\"normal\",\
         \"session_id\":\"5d2b9a3f0c1e4d6f8a7b6c5d4e3f2a1b\",\"resume_gateway_url\":\"{}\",\"relationships\":[],\
         \"private_channels\":[],\"presences\":[],\"guilds\":{guilds},\"guild_join_requests\":[],\"geo_ordered_rtc_regions\":[],\
         \"shard\":[0,1],\"auth\":{{}},\"application\":{{\"id\":\"{BOT}\",\"flags\":565248}},\"_trace\":[]}}}}",
        server.next_seq(),
        server.gateway_url(),
    );
    let guild = payloads.guild_create.as_str();
    [ready, format!("{{\"t\":\"GUILD_CREATE\",\"s\":{},\"op\":0,\"d\":{guild}}}", server.next_seq())]
}
