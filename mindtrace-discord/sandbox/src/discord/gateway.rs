//! One gateway connection: Hello, the frames of the client, and those of the session.

mod deflate;
mod frames;
mod members;
mod voice;

use std::collections::VecDeque;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::json;
use tokio::{
    sync::{
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        watch,
    },
    time::{Duration, Instant},
};

pub(crate) use self::deflate::Transport;

use crate::{
    discord::{
        Discord,
        session::{Outgoing, resumable_after},
    },
    fault::Fault,
};

const MAX_FRAME: usize = 4096;
const MAX_FRAMES: usize = 120;
const FRAME_WINDOW: Duration = Duration::from_mins(1);

/// The code with which a connection is closed.
pub(crate) type CloseCode = u16;

/// Serves one connection until either side ends it.
pub(crate) async fn serve(discord: Discord, mut socket: WebSocket, mut transport: Transport) {
    let (outbox, mut inbox) = mpsc::unbounded_channel();
    let mut connection = Connection { discord, outbox, session: None, arrivals: VecDeque::new() };
    if connection
        .discord
        .change(|world| world.faults.take_one(|injection| injection.fault == Fault::NoHello))
        .is_none()
    {
        connection.send_hello();
    }
    let mut shutdown = connection.discord.shutdown_signal();
    let code = loop {
        tokio::select! {
            outgoing = next(&mut inbox) => match outgoing {
                Outgoing::Frame(text) => {
                    connection.discord.record_frame("out", &text);
                    if socket.send(transport.message(text, false)).await.is_err() {
                        break None;
                    }
                }
                Outgoing::Compressed(text) => {
                    connection.discord.record_frame("out", &text);
                    if socket.send(transport.message(text, true)).await.is_err() {
                        break None;
                    }
                }
                Outgoing::Raw(bytes) => {
                    if socket.send(Message::Binary(bytes.into())).await.is_err() {
                        break None;
                    }
                }
                Outgoing::Close(code) => break Some(code),
                Outgoing::Drop => break None,
                Outgoing::Freeze => {
                    tokio::select! {
                        () = stopped(&mut shutdown) => {}
                        () = connection.given_up() => {}
                    }
                    break None;
                }
            },
            incoming = socket.recv() => match connection.receive(incoming) {
                Incoming::Handled => {}
                Incoming::Reject(code) => break Some(code),
                Incoming::Disconnected => break None,
            },
            () = stopped(&mut shutdown) => break Some(1001),
        }
    };
    connection.end(code);
    if let Some(code) = code {
        // The client may have disconnected already.
        let _ = socket.send(closing(code)).await;
    }
}

/// Closes a connection whose URL asks for what Discord does not have.
pub(crate) async fn refuse(mut socket: WebSocket, code: CloseCode) {
    // The client may have disconnected already.
    let _ = socket.send(closing(code)).await;
}

fn closing(code: CloseCode) -> Message {
    Message::Close(Some(CloseFrame { code, reason: "closed by the sandbox".into() }))
}

async fn next(inbox: &mut UnboundedReceiver<Outgoing>) -> Outgoing {
    // The connection itself holds a sender, so the channel never ends before it does.
    inbox.recv().await.unwrap_or(Outgoing::Close(1000))
}

async fn stopped(shutdown: &mut watch::Receiver<bool>) {
    // The sender lives as long as the `Discord` handle that every connection holds.
    let _ = shutdown.wait_for(|stop| *stop).await;
}

/// The state of one connection.
#[derive(Debug)]
pub(crate) struct Connection {
    discord: Discord,
    outbox: UnboundedSender<Outgoing>,
    /// The id of the session on this connection.
    session: Option<String>,
    arrivals: VecDeque<Instant>,
}

enum Incoming {
    Handled,
    Reject(CloseCode),
    Disconnected,
}

impl Connection {
    fn send_hello(&self) {
        let interval = self.discord.look(|world| world.settings.heartbeat_interval);
        let interval = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX);
        self.send(&json!({"op": 10, "d": {"heartbeat_interval": interval}, "s": null, "t": null}));
    }

    fn receive(&mut self, incoming: Option<Result<Message, axum::Error>>) -> Incoming {
        let text = match incoming {
            Some(Ok(Message::Text(text))) => text.to_string(),
            Some(Ok(Message::Binary(_))) => return Incoming::Reject(4002),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Incoming::Handled,
            Some(Ok(Message::Close(frame))) => {
                let code = frame.map_or(1006, |frame| frame.code);
                if matches!(code, 1000 | 1001) {
                    self.forget_session();
                }
                return Incoming::Disconnected;
            }
            Some(Err(_)) | None => return Incoming::Disconnected,
        };
        if text.len() > MAX_FRAME {
            return Incoming::Reject(4002);
        }
        if self.too_many() {
            return Incoming::Reject(4008);
        }
        self.discord.record_frame("in", &text);
        match self.handle(&text) {
            Ok(()) => Incoming::Handled,
            Err(code) => Incoming::Reject(code),
        }
    }

    fn too_many(&mut self) -> bool {
        let now = Instant::now();
        self.arrivals.push_back(now);
        while self.arrivals.front().is_some_and(|first| now.duration_since(*first) >= FRAME_WINDOW) {
            self.arrivals.pop_front();
        }
        self.arrivals.len() > MAX_FRAMES
    }

    /// Waits until the session goes on at another connection, or is over. A client that gives up a frozen one is not noticed otherwise,
    /// because nothing is read.
    async fn given_up(&self) {
        let mut changes = self.discord.watch();
        let is_gone = |id: &String| {
            self.discord.look(|world| {
                world.sessions.all.get(id).is_none_or(|session| session.is_elsewhere(&self.outbox))
            })
        };
        while !self.session.as_ref().is_some_and(is_gone) {
            // The sender lives as long as the `Discord` handle that every connection holds.
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn send(&self, frame: &serde_json::Value) {
        // The receiving end lives in the same task as this connection.
        let _ = self.outbox.send(Outgoing::Frame(frame.to_string()));
    }

    fn forget_session(&mut self) {
        if let Some(id) = self.session.take() {
            self.discord.change(|world| {
                let found = world.sessions.all.get(&id);
                if found.is_some_and(|session| !session.is_elsewhere(&self.outbox)) {
                    world.sessions.all.remove(&id);
                }
                let now = world.now();
                world.sessions.note_overlaps(now);
            });
        }
    }

    /// Detaches the session, and drops it if it cannot be resumed after this code.
    fn end(&mut self, code: Option<CloseCode>) {
        if code.is_some_and(|code| !resumable_after(code)) {
            self.forget_session();
        }
        if let Some(id) = self.session.take() {
            self.discord.change(|world| {
                if let Some(session) = world.sessions.all.get_mut(&id) {
                    session.disconnect(&self.outbox);
                }
                let now = world.now();
                world.sessions.note_overlaps(now);
            });
        }
        if let Some(code) = code {
            self.discord.change(|world| world.remark(format!("closed a gateway connection with {code}")));
        }
    }
}
