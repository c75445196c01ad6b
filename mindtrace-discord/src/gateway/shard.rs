//! One shard: connects, keeps the session alive, and passes on every dispatch in the order in which Discord sent it.

mod place;

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::json;
use serenity::model::id::ShardId;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

pub(super) use self::place::{Common, Place};
use super::backoff::Backoff;
use super::close::{After, Refusal, after};
use super::frame::{Frame, Hello, SessionStart, op};
use super::heartbeat::Heartbeat;
use super::lease::Lease;
use super::receive::Receiver;
use super::sessions::SavedSession;
use super::socket::{Lost, Received, Socket};
use crate::event::ShardState;
use crate::object;
use crate::random::fraction;
use crate::runtime::gateway_command::GatewayCommand;

/// The most gateway commands that wait to be sent, per shard.
pub(super) const COMMANDS: usize = 64;

/// The timeout for HELLO, and for READY or RESUMED after it.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(20);

/// The close code that keeps the session.
const CLOSE_RESUMABLE: u16 = 4000;

/// The close code that ends the session: the bot is shown as offline at once.
const CLOSE_NORMAL: u16 = 1000;

/// The most gateway commands per window. Discord closes a connection that sends more than 120 frames in a minute, including heartbeats.
const MOST_COMMANDS: usize = 100;
const COMMAND_WINDOW: Duration = Duration::from_mins(1);

/// A shard, which has one connection after the other.
pub(super) struct Shard {
    id: ShardId,
    total: u32,
    lease: Option<Arc<Lease>>,
    closing: CancellationToken,
    common: Arc<Common>,
    commands: mpsc::Receiver<GatewayCommand>,
    /// When the last commands were sent.
    sent: VecDeque<Instant>,
    session: Option<Session>,
    backoff: Backoff,
    receiver: Receiver,
}

/// The data for resuming a session.
struct Session {
    id: String,
    url: String,
    seq: u64,
}

/// The reason for which a connection ended.
enum End {
    /// The shard is to close.
    Closing,
    /// Another process may run the shard.
    LeaseEnded,
    Lost(After),
}

impl Shard {
    pub(super) fn new(place: Place, common: Arc<Common>, commands: mpsc::Receiver<GatewayCommand>) -> Self {
        let Place { id, total, lease, closing, saved } = place;
        let mut receiver = Receiver::new(Arc::clone(&common.runtime), Arc::clone(&common.edits), id);
        let session = saved.map(|SavedSession { id, seq, url, guilds, replay }| {
            receiver.resume(&id, guilds, replay);
            Session { id, url, seq }
        });
        let (sent, backoff) = (VecDeque::new(), Backoff::default());
        Self { id, total, lease, closing, common, commands, sent, session, backoff, receiver }
    }

    /// Stays connected until the shard is to close, its lease has ended, or Discord refuses it. Returns the session if it can be resumed.
    pub(super) async fn run(mut self) -> Result<Option<SavedSession>, Refusal> {
        let closing = self.closing.clone();
        loop {
            let end = self.connection().await;
            self.set_state(ShardState::Disconnected);
            let after = match end {
                End::Closing | End::LeaseEnded => return Ok(self.saved()),
                End::Lost(After::Stop(refusal)) => return Err(refusal),
                End::Lost(after) => after,
            };
            if after == After::Identify {
                self.session = None;
            }
            let mut wait = self.backoff.lost(self.session.is_some());
            if self.session.is_none() {
                // Discord requires one to five seconds between an invalid session and the next one.
                wait = wait.max(Duration::from_secs(1).mul_f64(1.0 + 4.0 * fraction()));
            }
            tracing::info!(shard = self.id.0, resumes = self.session.is_some(), ?wait, "reconnecting");
            let lease = self.lease.clone();
            tokio::select! {
                () = closing.cancelled() => return Ok(self.saved()),
                () = ended(lease.as_deref()) => return Ok(self.saved()),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Returns the session for the process that resumes it; `None` if it ends with this connection.
    fn saved(self) -> Option<SavedSession> {
        let (guilds, replay) = self.receiver.end();
        let Session { id, url, seq } = self.session.filter(|_| self.common.keeps_sessions)?;
        Some(SavedSession { id, seq, url, guilds, replay })
    }

    /// Returns whether this process may run the shard.
    fn is_owner(&self) -> bool {
        self.lease.as_ref().is_none_or(|lease| lease.is_valid())
    }

    /// Runs one connection from opening to close.
    async fn connection(&mut self) -> End {
        let (closing, lease) = (self.closing.clone(), self.lease.clone());
        let opened = tokio::select! {
            biased;
            () = closing.cancelled() => return End::Closing,
            () = ended(lease.as_deref()) => return End::LeaseEnded,
            opened = self.open() => opened,
        };
        let Some((mut socket, mut heartbeat)) = opened else {
            // If the session cannot be resumed at the URL of READY, the next attempt uses the general URL.
            if let Some(session) = &mut self.session {
                session.url.clone_from(&self.common.url);
            }
            return End::Lost(After::Resume);
        };
        let end = if self.is_owner() {
            match self.start_session(&mut socket).await {
                Ok(()) => self.serve(&mut socket, &mut heartbeat).await,
                Err(Lost) => End::Lost(After::Resume),
            }
        } else {
            End::LeaseEnded
        };
        match end {
            End::Closing if self.common.keeps_sessions && self.session.is_some() => {
                socket.close(CLOSE_RESUMABLE).await;
            }
            End::Closing => socket.close(CLOSE_NORMAL).await,
            End::Lost(After::Resume) => socket.close(CLOSE_RESUMABLE).await,
            // Without a close frame: the session may be another process's by now.
            End::LeaseEnded | End::Lost(_) => {}
        }
        end
    }

    /// Connects and waits for HELLO.
    async fn open(&mut self) -> Option<(Socket, Heartbeat)> {
        if self.session.is_none() {
            self.common.identifies.wait(self.id.0).await;
        }
        self.set_state(ShardState::Connecting);
        let url = match &self.session {
            Some(session) if !self.common.ignores_resume_url => &session.url,
            _ => &self.common.url,
        };
        let mut socket = match Socket::connect(url, &self.common.tls, self.common.compression).await {
            Ok(socket) => socket,
            Err(error) => {
                tracing::warn!(shard = self.id.0, %error, "could not connect to the gateway");
                return None;
            }
        };
        let heartbeat = hello(&mut socket).await;
        if heartbeat.is_none() {
            tracing::warn!(shard = self.id.0, "the gateway did not send HELLO");
        }
        Some((socket, heartbeat?))
    }

    /// Resumes the session, or starts a new one.
    async fn start_session(&mut self, socket: &mut Socket) -> Result<(), Lost> {
        let token = self.common.token.expose_secret();
        if let Some(session) = &self.session {
            let resume = json!({ "token": token, "session_id": session.id, "seq": session.seq });
            self.set_state(ShardState::Resuming);
            return socket.send(op::RESUME, &resume).await;
        }
        let mut identify = json!({
            "token": token,
            "intents": self.common.intents.bits(),
            "shard": [self.id.0, self.total],
            "large_threshold": 250,
            "properties": {
                "os": std::env::consts::OS,
                "browser": env!("CARGO_PKG_NAME"),
                "device": env!("CARGO_PKG_NAME"),
            },
        });
        if let (Some(presence), Some(identify)) =
            (self.common.runtime.shards.presence(), identify.as_object_mut())
        {
            identify.insert("presence".to_owned(), presence.into_json());
        }
        self.set_state(ShardState::Identifying);
        self.common.runtime.shards.identifying(self.id);
        socket.send(op::IDENTIFY, &identify).await
    }

    /// Receives frames, and sends heartbeats and gateway commands, until the connection ends.
    async fn serve(&mut self, socket: &mut Socket, heartbeat: &mut Heartbeat) -> End {
        let (closing, lease) = (self.closing.clone(), self.lease.clone());
        let mut lease_ended = std::pin::pin!(ended(lease.as_deref()));
        let established_by = Instant::now() + HANDSHAKE_TIMEOUT;
        let mut established = false;
        loop {
            let allowed = self.next_command_at();
            tokio::select! {
                biased;
                () = closing.cancelled() => return End::Closing,
                () = &mut lease_ended => return End::LeaseEnded,
                () = heartbeat.due() => {
                    // While the receiver is full, no frames are read, so no acknowledgement either.
                    if !heartbeat.sent() && self.receiver.has_room() {
                        tracing::warn!(shard = self.id.0, "the gateway did not acknowledge a heartbeat; reconnecting");
                        return End::Lost(After::Resume);
                    }
                    if socket.send(op::HEARTBEAT, &self.seq()).await.is_err() {
                        return End::Lost(After::Resume);
                    }
                }
                () = tokio::time::sleep_until(established_by), if !established => {
                    tracing::warn!(shard = self.id.0, "the gateway did not start the session; reconnecting");
                    return End::Lost(After::Resume);
                }
                command = receive_at(&mut self.commands, allowed), if established => {
                    let Some(GatewayCommand { op, data, busy }) = command else { continue };
                    self.sent.push_back(Instant::now());
                    if socket.send(op, &data).await.is_err() {
                        return End::Lost(After::Resume);
                    }
                    self.common.runtime.shards.command_sent(self.id);
                    drop(busy);
                }
                () = self.receiver.room(), if !self.receiver.has_room() => {}
                received = socket.next(), if self.receiver.has_room() => match received {
                    Received::Closed(code) => {
                        tracing::info!(shard = self.id.0, ?code, "the gateway connection was closed");
                        return End::Lost(after(code));
                    }
                    // A process that was stopped past the end of its lease finds frames that another one has handled.
                    Received::Frame(_) if !self.is_owner() => return End::LeaseEnded,
                    Received::Frame(text) => {
                        self.common.runtime.shards.frame_received(self.id, text.received, text.len());
                        let handled = self.frame(&text, socket, heartbeat).await;
                        socket.reuse(text);
                        match handled {
                            Ok(is_start) => established |= is_start,
                            Err(after) => return End::Lost(after),
                        }
                    }
                },
            }
        }
    }

    /// Handles one frame. Returns whether it started or resumed the session.
    async fn frame(
        &mut self,
        text: &str,
        socket: &mut Socket,
        heartbeat: &mut Heartbeat,
    ) -> Result<bool, After> {
        let Some(frame) = Frame::parse(text) else {
            tracing::warn!(shard = self.id.0, "a gateway frame could not be parsed");
            return Ok(false);
        };
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
                if let Some(latency) = heartbeat.acknowledged() {
                    self.common.runtime.shards.latency(self.id, latency);
                }
            }
            op::RECONNECT => {
                tracing::info!(shard = self.id.0, "Discord requests a reconnect");
                return Err(After::Resume);
            }
            op::INVALID_SESSION => {
                let resumable = frame.d.is_some_and(|data| data == "true");
                tracing::info!(shard = self.id.0, resumable, "the session is no longer valid");
                return Err(if resumable { After::Resume } else { After::Identify });
            }
            op => tracing::debug!(shard = self.id.0, op, "a gateway frame has an unknown opcode"),
        }
        Ok(false)
    }

    fn dispatch(&mut self, kind: &str, data: &str, seq: u64) -> bool {
        if kind != "READY" && self.session.as_ref().is_some_and(|session| seq <= session.seq) {
            // Discord sends it again; what came after it was handled already.
            tracing::debug!(shard = self.id.0, kind, seq, "a dispatch was received before and is dropped");
            return false;
        }
        let is_start = match kind {
            "READY" => match object::from_str::<SessionStart>(data) {
                Ok(SessionStart { session_id, resume_gateway_url }) => {
                    self.receiver.begin(&session_id);
                    self.session = Some(Session { id: session_id, url: resume_gateway_url, seq });
                    true
                }
                Err(error) => {
                    tracing::error!(shard = self.id.0, %error, "READY could not be parsed");
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
        // A panic while a dispatch is handled must not end the connection.
        let received = std::panic::catch_unwind(AssertUnwindSafe(|| self.receiver.receive(kind, data, seq)));
        if received.is_err() {
            tracing::error!(shard = self.id.0, kind, "handling a dispatch panicked");
        }
        if let Some(session) = &self.session {
            self.common.runtime.shards.received(self.id, &session.id, seq);
        }
        is_start
    }

    fn seq(&self) -> Option<u64> {
        self.session.as_ref().map(|session| session.seq)
    }

    fn set_state(&mut self, state: ShardState) {
        self.receiver.set_state(state);
    }

    /// Returns when the next gateway command may be sent.
    fn next_command_at(&mut self) -> Instant {
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

/// Waits until a lease has ended; without one, forever.
async fn ended(lease: Option<&Lease>) {
    match lease {
        Some(lease) => lease.ended().await,
        None => std::future::pending().await,
    }
}

/// Waits for HELLO, which contains the heartbeat interval.
async fn hello(socket: &mut Socket) -> Option<Heartbeat> {
    let Ok(Received::Frame(text)) = timeout(HANDSHAKE_TIMEOUT, socket.next()).await else { return None };
    let frame = Frame::parse(&text).filter(|frame| frame.op == op::HELLO)?;
    let hello = object::from_str::<Hello>(frame.d?).ok()?;
    Some(Heartbeat::new(Duration::from_millis(hello.heartbeat_interval.max(1))))
}

/// Receives the next gateway command, not before `at`.
async fn receive_at(commands: &mut mpsc::Receiver<GatewayCommand>, at: Instant) -> Option<GatewayCommand> {
    tokio::time::sleep_until(at).await;
    match commands.recv().await {
        Some(command) => Some(command),
        // All senders are dropped, but the shard goes on receiving frames.
        None => std::future::pending().await,
    }
}
