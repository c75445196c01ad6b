//! One shard: connects, keeps the session alive, and hands every dispatch on in the order Discord sent it.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use serde_json::value::RawValue;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::ShardId;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::backoff::{Backoff, random};
use super::close::{After, Refusal, after};
use super::frame::{Frame, Hello, SessionStart, op};
use super::heartbeat::Heartbeat;
use super::identify::IdentifyQueue;
use super::receive::Receiver;
use super::socket::{Lost, Received, Socket};
use crate::event::ShardState;
use crate::prefix::Edits;
use crate::runtime::Runtime;
use crate::runtime::gateway_command::GatewayCommand;

/// How long HELLO may take, and READY or RESUMED after it.
const GREETING: Duration = Duration::from_secs(20);

/// Closes a connection without ending its session.
const TRY_AGAIN: u16 = 4000;

/// Closes a connection and its session: the bot is shown as offline at once.
const GOODBYE: u16 = 1000;

/// Discord closes a connection that says more than 120 things in a minute; heartbeats are among them.
const MOST_COMMANDS: usize = 100;
const COMMAND_WINDOW: Duration = Duration::from_mins(1);

/// What all shards have in common.
pub(super) struct Common {
    pub(super) runtime: Arc<Runtime>,
    pub(super) edits: Arc<Edits>,
    pub(super) token: SecretString,
    pub(super) intents: GatewayIntents,
    pub(super) total: u32,
    /// Where new sessions start.
    pub(super) url: String,
    /// Whether sessions are resumed at `url` as well, wherever READY says; a sandbox leads nowhere else.
    pub(super) stays: bool,
    pub(super) identifies: IdentifyQueue,
    pub(super) tls: Arc<rustls::ClientConfig>,
    pub(super) closing: CancellationToken,
}

/// One connection after the other.
pub(super) struct Shard {
    id: ShardId,
    common: Arc<Common>,
    commands: mpsc::Receiver<GatewayCommand>,
    /// When the last commands went out.
    sent: VecDeque<Instant>,
    session: Option<Session>,
    backoff: Backoff,
    receiver: Receiver,
}

/// What it takes to go on after a connection is lost.
struct Session {
    id: String,
    url: String,
    seq: u64,
}

/// Why a connection is over.
enum End {
    /// We were asked to close it.
    Asked,
    Discord(After),
}

impl Shard {
    pub(super) fn new(id: ShardId, common: Arc<Common>, commands: mpsc::Receiver<GatewayCommand>) -> Self {
        let receiver = Receiver::new(Arc::clone(&common.runtime), Arc::clone(&common.edits), id);
        let (sent, backoff) = (VecDeque::new(), Backoff::default());
        Self { id, common, commands, sent, session: None, backoff, receiver }
    }

    /// Stays connected until it is asked to close, or Discord refuses for good.
    pub(super) async fn run(mut self) -> Result<(), Refusal> {
        let closing = self.common.closing.clone();
        loop {
            let end = self.connection().await;
            self.set_state(ShardState::Disconnected);
            let after = match end {
                End::Asked => return Ok(()),
                End::Discord(After::Stop(refusal)) => return Err(refusal),
                End::Discord(after) => after,
            };
            if after == After::Identify {
                self.session = None;
            }
            let mut wait = self.backoff.lost(self.session.is_some());
            if self.session.is_none() {
                // Discord asks for one to five seconds between an invalid session and the next one.
                wait = wait.max(Duration::from_secs(1).mul_f64(1.0 + 4.0 * random()));
            }
            tracing::info!(shard = self.id.0, resumes = self.session.is_some(), ?wait, "connecting again");
            tokio::select! {
                () = closing.cancelled() => return Ok(()),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// One connection, from the first byte to the last.
    async fn connection(&mut self) -> End {
        let closing = self.common.closing.clone();
        let opened = tokio::select! {
            biased;
            () = closing.cancelled() => return End::Asked,
            opened = self.open() => opened,
        };
        let Some((mut socket, mut heart)) = opened else {
            // A session that cannot be reached where READY said may be reached where every session can.
            if let Some(session) = &mut self.session {
                session.url.clone_from(&self.common.url);
            }
            return End::Discord(After::Resume);
        };
        let end = match self.introduce(&mut socket).await {
            Ok(()) => self.converse(&mut socket, &mut heart).await,
            Err(Lost) => End::Discord(After::Resume),
        };
        match end {
            End::Asked => socket.close(GOODBYE).await,
            // The session lives on.
            End::Discord(After::Resume) => socket.close(TRY_AGAIN).await,
            End::Discord(_) => {}
        }
        end
    }

    /// Connects, and hears how fast the heart has to beat.
    async fn open(&mut self) -> Option<(Socket, Heartbeat)> {
        if self.session.is_none() {
            self.common.identifies.turn(self.id.0).await;
        }
        self.set_state(ShardState::Connecting);
        let url = match &self.session {
            Some(session) if !self.common.stays => &session.url,
            _ => &self.common.url,
        };
        let mut socket = match Socket::connect(url, &self.common.tls).await {
            Ok(socket) => socket,
            Err(error) => {
                tracing::warn!(shard = self.id.0, error, "the gateway cannot be reached");
                return None;
            }
        };
        let heart = greeting(&mut socket).await;
        if heart.is_none() {
            tracing::warn!(shard = self.id.0, "the gateway does not say hello");
        }
        Some((socket, heart?))
    }

    /// Goes on with the session, or starts one.
    async fn introduce(&mut self, socket: &mut Socket) -> Result<(), Lost> {
        let token = self.common.token.expose_secret();
        if let Some(session) = &self.session {
            let resume = json!({ "token": token, "session_id": session.id, "seq": session.seq });
            self.set_state(ShardState::Resuming);
            return socket.send(op::RESUME, &resume).await;
        }
        let mut identify = json!({
            "token": token,
            "intents": self.common.intents.bits(),
            "shard": [self.id.0, self.common.total],
            "compress": true,
            "large_threshold": 250,
            "properties": {
                "os": std::env::consts::OS,
                "browser": env!("CARGO_PKG_NAME"),
                "device": env!("CARGO_PKG_NAME"),
            },
        });
        if let (Some(presence), Some(identify)) =
            (self.common.runtime.shards.shown(), identify.as_object_mut())
        {
            identify.insert("presence".to_owned(), presence.into_json());
        }
        self.set_state(ShardState::Identifying);
        self.common.runtime.shards.identifies(self.id);
        socket.send(op::IDENTIFY, &identify).await
    }

    /// Listens, keeps the heart beating, and says what it is asked to say.
    async fn converse(&mut self, socket: &mut Socket, heart: &mut Heartbeat) -> End {
        let closing = self.common.closing.clone();
        let established_by = Instant::now() + GREETING;
        let mut established = false;
        loop {
            let allowed = self.next_order();
            tokio::select! {
                biased;
                () = closing.cancelled() => return End::Asked,
                () = heart.due() => {
                    // While nothing is read, no answer is heard.
                    if !heart.beat() && self.receiver.has_room() {
                        tracing::warn!(shard = self.id.0, "the gateway does not answer; connecting again");
                        return End::Discord(After::Resume);
                    }
                    if socket.send(op::HEARTBEAT, &self.seq()).await.is_err() {
                        return End::Discord(After::Resume);
                    }
                }
                () = tokio::time::sleep_until(established_by), if !established => {
                    tracing::warn!(shard = self.id.0, "the gateway does not start the session; connecting again");
                    return End::Discord(After::Resume);
                }
                order = receive_at(&mut self.commands, allowed), if established => {
                    let Some(GatewayCommand { op, data, busy }) = order else { continue };
                    self.sent.push_back(Instant::now());
                    if socket.send(op, &data).await.is_err() {
                        return End::Discord(After::Resume);
                    }
                    self.common.runtime.shards.said(self.id);
                    drop(busy);
                }
                () = self.receiver.room(), if !self.receiver.has_room() => {}
                received = socket.next(), if self.receiver.has_room() => match received {
                    Received::Closed(code) => {
                        tracing::info!(shard = self.id.0, ?code, "the gateway connection is closed");
                        return End::Discord(after(code));
                    }
                    Received::Frame(text) => match self.frame(&text, socket, heart).await {
                        Ok(is_start) => established |= is_start,
                        Err(after) => return End::Discord(after),
                    },
                },
            }
        }
    }

    /// Deals with one frame; gives whether it started the session or let it go on.
    async fn frame(&mut self, text: &str, socket: &mut Socket, heart: &mut Heartbeat) -> Result<bool, After> {
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(text) else {
            tracing::warn!(shard = self.id.0, "a gateway frame is no JSON");
            return Ok(false);
        };
        self.common.runtime.shards.heard(self.id);
        match frame.op {
            op::DISPATCH => {
                let (Some(kind), Some(data), Some(seq)) = (frame.t, frame.d, frame.s) else {
                    return Ok(false);
                };
                let is_start = self.dispatch(kind, data, seq);
                return Ok(is_start);
            }
            op::HEARTBEAT => {
                socket.send(op::HEARTBEAT, &self.seq()).await.map_err(|_| After::Resume)?;
            }
            op::HEARTBEAT_ACK => {
                if let Some(latency) = heart.answered() {
                    self.common.runtime.shards.latency(self.id, latency);
                }
            }
            op::RECONNECT => {
                tracing::info!(shard = self.id.0, "Discord asks to connect again");
                return Err(After::Resume);
            }
            op::INVALID_SESSION => {
                let resumable = frame.d.is_some_and(|data| data.get() == "true");
                tracing::info!(shard = self.id.0, resumable, "the session is not valid any more");
                return Err(if resumable { After::Resume } else { After::Identify });
            }
            op => tracing::debug!(shard = self.id.0, op, "a gateway frame of an unknown kind"),
        }
        Ok(false)
    }

    fn dispatch(&mut self, kind: &str, data: &RawValue, seq: u64) -> bool {
        let is_start = match kind {
            "READY" => match serde_json::from_str::<SessionStart>(data.get()) {
                Ok(SessionStart { session_id, resume_gateway_url }) => {
                    self.session = Some(Session { id: session_id, url: resume_gateway_url, seq });
                    true
                }
                Err(error) => {
                    tracing::error!(shard = self.id.0, %error, "READY cannot be read");
                    false
                }
            },
            "RESUMED" => true,
            _ => false,
        };
        if let Some(session) = &mut self.session {
            session.seq = seq;
        }
        if is_start {
            self.backoff.established();
            self.set_state(ShardState::Connected);
        }
        // Reading what Discord sends must never end a connection.
        let received = std::panic::catch_unwind(AssertUnwindSafe(|| self.receiver.receive(kind, data)));
        if received.is_err() {
            tracing::error!(
                shard = self.id.0,
                kind,
                "a dispatch could not be dealt with: reading it panicked"
            );
        }
        if let Some(session) = &self.session {
            self.common.runtime.shards.received(self.id, &session.id, seq);
        }
        is_start
    }

    fn seq(&self) -> Option<u64> {
        self.session.as_ref().map(|session| session.seq)
    }

    fn set_state(&mut self, stage: ShardState) {
        self.receiver.set_state(stage);
    }

    /// When the next order may go out.
    fn next_order(&mut self) -> Instant {
        let now = Instant::now();
        while self.sent.front().is_some_and(|first| now.duration_since(*first) >= COMMAND_WINDOW) {
            self.sent.pop_front();
        }
        match self.sent.front() {
            Some(first) if self.sent.len() >= MOST_COMMANDS => *first + COMMAND_WINDOW,
            _ => now,
        }
    }
}

/// HELLO, and with it how fast the heart has to beat.
async fn greeting(socket: &mut Socket) -> Option<Heartbeat> {
    let Ok(Received::Frame(text)) = timeout(GREETING, socket.next()).await else { return None };
    let frame = serde_json::from_str::<Frame<'_>>(&text).ok().filter(|frame| frame.op == op::HELLO)?;
    let hello = serde_json::from_str::<Hello>(frame.d?.get()).ok()?;
    Some(Heartbeat::new(Duration::from_millis(hello.heartbeat_interval.max(1))))
}

/// The next order, not before `at`.
async fn receive_at(commands: &mut mpsc::Receiver<GatewayCommand>, at: Instant) -> Option<GatewayCommand> {
    tokio::time::sleep_until(at).await;
    match commands.recv().await {
        Some(order) => Some(order),
        // Nobody can give one any more; that is no reason to stop listening.
        None => std::future::pending().await,
    }
}
