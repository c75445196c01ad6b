//! Gateway sessions: numbered dispatches, a replay buffer, and the current connection.

mod identify;
mod lost;
mod overlaps;

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde_json::{Value, json};
use serenity::model::{Timestamp, gateway::GatewayIntents, id::GuildId};
use tokio::{
    sync::mpsc::UnboundedSender,
    time::{Duration, Instant},
};

pub use self::overlaps::ShardOverlap;
pub(crate) use self::{
    identify::{Budget, Exceeded, GatewaySettings},
    overlaps::Overlaps,
};

use crate::{error::SandboxError, fault::Fault};

/// The size of a frame, in bytes, above which it is compressed for a client that asked for that.
const COMPRESS_ABOVE: usize = 2048;

/// The time within which all members of a guild can be requested once.
const ALL_MEMBERS: Duration = Duration::from_secs(30);

/// A command to a connection: to send a frame, or to end.
#[derive(Debug)]
pub(crate) enum Outgoing {
    Frame(String),
    /// A frame to compress.
    Compressed(String),
    /// A message that is sent as it is.
    Raw(Vec<u8>),
    Close(u16),
    Drop,
    /// Nothing is sent or read any more.
    Freeze,
}

/// The sequence number of a dispatch that is sent again.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::sandbox::Sequence;
///
/// /// Answer.
/// #[command]
/// async fn ping() -> &'static str {
///     "pong"
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// alice.slash("ping").send().await?;
/// sandbox.send_again("INTERACTION_CREATE", Sequence::New)?;
/// sandbox.settle().await?;
/// assert_eq!(alice.messages().len(), 1, "the bot answers once");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// The number with which it was sent first.
    Old,
    /// The next number, like that of a dispatch of its own.
    New,
}

/// All sessions, and their counters.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    pub(crate) settings: GatewaySettings,
    pub(crate) budget: Budget,
    pub(crate) overlaps: Overlaps,
    pub(crate) all: BTreeMap<String, Session>,
    pub(crate) identifies: u64,
    pub(crate) resumes: u64,
    /// The sessions that were refused because their shard had a connected one.
    pub(crate) refused_duplicates: u64,
    /// The `d` of every heartbeat, in order of arrival.
    pub(crate) heartbeats: Vec<Option<u64>>,
    pub(crate) ignores_heartbeats: bool,
    pub(crate) closes_after_resume: Option<u16>,
    /// When all members of each guild were requested last.
    requests_of_all: HashMap<GuildId, Instant>,
    sent: HashMap<&'static str, u64>,
    /// Receives the id of each new session, if a recording takes the place of the usual dispatches.
    pub(crate) replay: Option<UnboundedSender<String>>,
}

/// One session, which outlives its connections.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) intents: GatewayIntents,
    /// This shard and the number of shards.
    pub(crate) shard: (u64, u64),
    /// Whether the client asked for compressed frames.
    compress: bool,
    /// The number of members above which the client does not want those that are offline.
    large_threshold: usize,
    pub(crate) last_seq: u64,
    /// The number of gateway commands received on the current connection.
    pub(crate) commands_received: u64,
    replay: VecDeque<(u64, String)>,
    /// The most dispatches in `replay`.
    most_replayed: usize,
    connection: Option<UnboundedSender<Outgoing>>,
    /// When it was first found to be without a connection, if it is.
    lost: Option<Instant>,
}

/// The members and presences that `GUILD_CREATE` lists for a session.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listing {
    /// Whether the session has the intent for presences, and so receives all members with theirs.
    pub(crate) all: bool,
    /// The number of members above which those that are offline are not listed.
    pub(crate) large_threshold: usize,
}

impl Sessions {
    /// Returns the number of dispatches sent with one of these names.
    pub(crate) fn sent(&self, names: &[&str]) -> u64 {
        names.iter().filter_map(|name| self.sent.get(name)).sum()
    }

    /// Returns the intents of all sessions together.
    pub(crate) fn intents(&self) -> GatewayIntents {
        self.all.values().fold(GatewayIntents::empty(), |sum, session| sum | session.intents)
    }

    /// Returns, for every session, the number of its last dispatch and the count of gateway commands on its connection.
    pub(crate) fn session_counters(&self) -> Vec<(String, (u64, u64))> {
        let counts = |session: &Session| (session.last_seq, session.commands_received);
        self.all.iter().map(|(id, session)| (id.clone(), counts(session))).collect()
    }

    /// Returns whether every shard is connected, or any if the bot is not meant to have several.
    pub(crate) fn all_connected(&self) -> bool {
        let total = u64::from(self.settings.shards);
        let is_connected = |shard| self.connected_shards().any(|connected| connected == (shard, total));
        if total > 1 { (0..total).all(is_connected) } else { self.connected_shards().next().is_some() }
    }

    /// Returns the shard and the number of shards of every connected session.
    pub(crate) fn connected_shards(&self) -> impl Iterator<Item = (u64, u64)> {
        self.all.values().filter(|session| session.is_connected()).map(|session| session.shard)
    }

    /// Records which shards have several connected sessions; called whenever a session is connected or disconnected.
    pub(crate) fn note_overlaps(&mut self, now: Timestamp) {
        let connected = self.all.values().filter(|session| session.is_connected());
        self.overlaps.note(connected.map(|session| session.shard), now);
    }

    /// Counts a request of all members of a guild; returns the time to wait if it comes too early.
    pub(crate) fn request_all(&mut self, guild: GuildId, now: Instant) -> Option<Duration> {
        let passed = self.requests_of_all.get(&guild).map(|last| now.saturating_duration_since(*last));
        let left = passed.map(|passed| ALL_MEMBERS.saturating_sub(passed)).filter(|left| !left.is_zero());
        if left.is_none() {
            self.requests_of_all.insert(guild, now);
        }
        left
    }

    /// Returns whether no session exists yet or one asked for message content.
    pub(crate) fn content_wanted(&self) -> bool {
        self.all.is_empty()
            || self.all.values().any(|session| session.intents.contains(GatewayIntents::MESSAGE_CONTENT))
    }

    /// Numbers a dispatch for one session and sends it.
    pub(crate) fn dispatch(&mut self, id: &str, name: &'static str, data: &Value) {
        if let Some(replay) = self.replay.as_ref().filter(|_| name != "RESUMED") {
            if name == "READY" {
                // The task that replays ends with the emulator.
                let _ = replay.send(id.to_owned());
            }
            return;
        }
        if let Some(session) = self.all.get_mut(id) {
            session.dispatch(name, data);
            *self.sent.entry(name).or_default() += 1;
        }
    }

    /// Dispatches a recorded event to one session.
    pub(crate) fn dispatch_recorded(&mut self, id: &str, name: &str, data: &Value) {
        if let Some(session) = self.all.get_mut(id) {
            session.dispatch(name, data);
        }
    }

    /// Sends a frame without a sequence number to every connected session.
    pub(crate) fn broadcast(&self, frame: &Value) {
        for session in self.all.values() {
            session.send(Outgoing::Frame(frame.to_string()));
        }
    }

    /// Sends the newest dispatch with this name again to every session. Returns whether there was one.
    pub(crate) fn send_again(&mut self, name: &str, sequence: Sequence) -> bool {
        self.all.values_mut().map(|session| session.send_again(name, sequence)).filter(|sent| *sent).count()
            > 0
    }

    /// Lets every session suffer a fault of the gateway.
    pub(crate) fn suffer(&mut self, fault: &Fault) -> Result<(), SandboxError> {
        match fault {
            Fault::Close(code) => self.close_all(*code),
            Fault::Drop => self.drop_connections(),
            Fault::Freeze => self.all.values().for_each(|session| session.send(Outgoing::Freeze)),
            Fault::Reconnect => self.broadcast(&json!({"op": 7, "d": null, "s": null, "t": null})),
            Fault::InvalidSession { resumable } => {
                self.broadcast(&json!({"op": 9, "d": resumable, "s": null, "t": null}));
                if !resumable {
                    self.all.clear();
                }
            }
            Fault::Repeat(name) | Fault::RepeatAsNew(name) => {
                let is_old = matches!(fault, Fault::Repeat(_));
                let sequence = if is_old { Sequence::Old } else { Sequence::New };
                if !self.send_again(name, sequence) {
                    return Err(SandboxError::Unknown { kind: "dispatch", name: name.clone() });
                }
            }
            Fault::UnknownEvent => self.dispatch_all("SOMETHING_NEW", &json!({"answer": 42})),
            Fault::UnknownOpcode => self.broadcast(&json!({"op": 99, "d": {}, "s": null, "t": null})),
            Fault::BadJson => {
                self.send_all(|| Outgoing::Frame(r#"{"op":0,"t":"MESSAGE_CREATE","d":{"#.to_owned()));
            }
            Fault::BadUtf8 => self.send_all(|| Outgoing::Raw(b"{\"op\":11,\"d\":\"\xff\xfe\"}".to_vec())),
            Fault::BadCompression => self.send_all(|| Outgoing::Raw(vec![0x55; 32])),
            Fault::HugeFrame(megabytes) => {
                self.dispatch_all("SOMETHING_HUGE", &json!({"text": "x".repeat(megabytes << 20)}));
            }
            Fault::Frame(text) => self.send_all(|| Outgoing::Frame(text.clone())),
            // The others wait for a connection, a heartbeat or a request.
            _ => {}
        }
        Ok(())
    }

    fn send_all(&self, outgoing: impl Fn() -> Outgoing) {
        self.all.values().for_each(|session| session.send(outgoing()));
    }

    fn dispatch_all(&mut self, name: &str, data: &Value) {
        self.all.values_mut().for_each(|session| session.dispatch(name, data));
    }

    /// Ends every connection without a close frame.
    pub(crate) fn drop_connections(&mut self) {
        for session in self.all.values_mut() {
            session.send(Outgoing::Drop);
            session.connection = None;
        }
    }

    /// Closes every connection; sessions that Discord would not let resume are dropped.
    pub(crate) fn close_all(&mut self, code: u16) {
        for session in self.all.values_mut() {
            session.send(Outgoing::Close(code));
            session.connection = None;
        }
        if !resumable_after(code) {
            self.all.clear();
        }
    }
}

impl Session {
    pub(crate) fn new(
        intents: GatewayIntents,
        shard: (u64, u64),
        compress: bool,
        large_threshold: usize,
        connection: UnboundedSender<Outgoing>,
    ) -> Self {
        Self {
            intents,
            shard,
            compress,
            large_threshold,
            last_seq: 0,
            commands_received: 0,
            replay: VecDeque::new(),
            most_replayed: GatewaySettings::default().replayed,
            connection: Some(connection),
            lost: None,
        }
    }

    /// Sets the number of dispatches that are stored for a resume.
    pub(crate) fn replaying(self, most_replayed: usize) -> Self {
        Self { most_replayed, ..self }
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| !connection.is_closed())
    }

    pub(crate) fn listing(&self) -> Listing {
        Listing {
            all: self.intents.contains(GatewayIntents::GUILD_PRESENCES),
            large_threshold: self.large_threshold,
        }
    }

    /// Returns whether events of this guild, or of none, belong to the session's shard.
    pub(crate) fn serves(&self, guild: Option<GuildId>) -> bool {
        let (shard, count) = self.shard;
        guild.map_or(0, |guild| (guild.get() >> 22) % count.max(1)) == shard
    }

    /// Returns whether every dispatch after `seq` is still stored.
    pub(crate) fn can_replay(&self, seq: u64) -> bool {
        self.replay.front().is_none_or(|(oldest, _)| *oldest <= seq + 1)
    }

    /// Moves the session to a new connection and replays the dispatches after `seq`.
    pub(crate) fn resume(&mut self, seq: u64, connection: UnboundedSender<Outgoing>) {
        self.connection = Some(connection);
        self.commands_received = 0;
        for (_, frame) in self.replay.iter().filter(|(number, _)| *number > seq) {
            self.send_frame(frame.clone());
        }
    }

    /// Detaches the connection, unless a resume has already replaced it.
    pub(crate) fn disconnect(&mut self, connection: &UnboundedSender<Outgoing>) {
        if self.connection.as_ref().is_some_and(|current| current.same_channel(connection)) {
            self.connection = None;
        }
    }

    fn dispatch(&mut self, name: &str, data: &Value) {
        self.last_seq += 1;
        // Discord's order, on which clients rely to read the name before the data.
        let frame = format!(r#"{{"t":"{name}","s":{},"op":0,"d":{data}}}"#, self.last_seq);
        if self.replay.len() >= self.most_replayed {
            self.replay.pop_front();
        }
        self.replay.push_back((self.last_seq, frame.clone()));
        self.send_frame(frame);
    }

    fn send_again(&mut self, name: &str, sequence: Sequence) -> bool {
        let start = format!(r#"{{"t":"{name}","#);
        let Some((_, frame)) = self.replay.iter().rev().find(|(_, frame)| frame.starts_with(&start)) else {
            return false;
        };
        let frame = frame.clone();
        match (sequence, frame.split_once(r#","op":0,"#)) {
            (Sequence::New, Some((_, rest))) => {
                self.last_seq += 1;
                let frame = format!(r#"{start}"s":{},"op":0,{rest}"#, self.last_seq);
                self.replay.push_back((self.last_seq, frame.clone()));
                self.send_frame(frame);
            }
            _ => self.send_frame(frame),
        }
        true
    }

    /// Sends a dispatch, compressed if it is large and the client asked for that.
    fn send_frame(&self, frame: String) {
        let compressed = self.compress && frame.len() > COMPRESS_ABOVE;
        self.send(if compressed { Outgoing::Compressed(frame) } else { Outgoing::Frame(frame) });
    }

    fn send(&self, outgoing: Outgoing) {
        if let Some(connection) = &self.connection {
            // A connection that is ending loses the frame; it stays in the replay buffer.
            let _ = connection.send(outgoing);
        }
    }
}

/// Returns whether Discord lets a session resume that was closed with this code.
pub(crate) fn resumable_after(code: u16) -> bool {
    !matches!(code, 1000 | 1001 | 4003 | 4004 | 4007 | 4009..=4014)
}
