//! What a test can make go wrong: closed connections, lost sessions, failing requests.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::gateway::GatewayIntents;

use crate::discord::Discord;

impl Discord {
    /// How many sessions were started with IDENTIFY.
    pub fn identifies(&self) -> u64 {
        self.look(|world| world.sessions.identifies)
    }

    /// What the bot asked to be told when it identified.
    pub fn intents(&self) -> GatewayIntents {
        self.look(|world| world.sessions.intents())
    }

    /// How many times a session was resumed.
    pub fn resumes(&self) -> u64 {
        self.look(|world| world.sessions.resumes)
    }

    /// The sequence number of every heartbeat, in order of arrival.
    pub fn heartbeats(&self) -> Vec<Option<u64>> {
        self.look(|world| world.sessions.heartbeats.clone())
    }

    /// How many dispatches with one of these names went out to sessions, intents considered.
    pub fn sent(&self, names: &[&str]) -> u64 {
        self.look(|world| world.sessions.sent(names))
    }

    /// Drops every gateway connection without a word, as a network does; the sessions survive.
    pub async fn drop_connections(&self) {
        self.change(|world| world.sessions.drop_connections());
    }

    /// Leaves heartbeats unanswered from now on, or answers them again.
    pub fn ignore_heartbeats(&self, ignored: bool) {
        self.change(|world| world.sessions.ignores_heartbeats = ignored);
    }

    /// Closes a gateway connection with this code as soon as its session is resumed; `None` lets sessions be resumed again.
    pub fn close_after_resume(&self, code: Option<u16>) {
        self.change(|world| world.sessions.closes_after_resume = code);
    }

    /// Closes every gateway connection with this code.
    ///
    /// Sessions survive if Discord would let them resume after the code.
    pub async fn close_sessions(&self, code: u16) {
        self.change(|world| world.sessions.close_all(code));
    }

    /// Asks every client to reconnect and resume (opcode 7).
    pub async fn request_reconnect(&self) {
        self.change(|world| world.sessions.broadcast(&json!({"op": 7, "d": null, "s": null, "t": null})));
    }

    /// Tells every client that its session is invalid (opcode 9); it is forgotten unless `resumable`.
    pub async fn invalidate_sessions(&self, resumable: bool) {
        self.change(|world| {
            world.sessions.broadcast(&json!({"op": 9, "d": resumable, "s": null, "t": null}));
            if !resumable {
                world.sessions.all.clear();
            }
        });
    }

    /// Lets the application create only so many commands in each scope, those created so far included; 200 a day unless set.
    ///
    /// What exceeds it is refused with 30034.
    pub fn limit_command_creates(&self, creates: u64) {
        self.change(|world| world.commands.creates_per_day = creates);
    }

    /// Makes the next request with this method, and a path that contains the text, fail.
    ///
    /// A `retry_after` in the JSON also becomes the `Retry-After` header.
    pub fn fail_next(&self, method: &str, path_contains: &str, status: u16, json: Value) {
        self.change(|world| world.faults.plan(method, path_contains, status, json));
    }
}
