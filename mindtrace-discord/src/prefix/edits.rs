//! Edited and deleted messages of prefix commands: an edited call runs again, the answers of a deleted one are deleted.

mod answers;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::Timestamp;
use serenity::model::channel::Message;
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::MessageId;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use self::answers::{Answers, OverwritingResponder};
use crate::dispatch::{self, Invocation};
use crate::prefix::{self, CallMessage};
use crate::registry::Registry;
use crate::responder::Responder;
use crate::runtime::Runtime;

/// The most calls that are remembered; the oldest message is evicted first.
const MOST: usize = 1000;

/// The extra time for which a call is remembered after its edits stop running. An edit of a call that was dropped is then always too
/// old to run, so no call runs twice.
const MARGIN: Duration = Duration::from_mins(1);

/// The age up to which an edited message runs again, if a command says that it does and the bot does not say for how long.
const WITHIN: Duration = Duration::from_mins(5);

/// The calls whose messages may still be edited.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    /// The age up to which an edited message runs again; `None` if none does.
    within: Option<Duration>,
    /// Whether commands that do not say so themselves run again.
    by_default: bool,
    /// Whether some commands say so themselves.
    by_command: bool,
    /// By message id, which is by age.
    calls: Mutex<BTreeMap<MessageId, Arc<Call>>>,
}

/// One message that made a call.
#[derive(Debug)]
struct Call {
    since: Instant,
    /// The newest version of the message; `None` once it is deleted.
    version: Mutex<Option<Version>>,
    /// Permits one run at a time, in the order of the edits.
    running: Semaphore,
    answers: Answers,
    /// The command whose handler ran for an earlier version: it does not use up its cooldown again.
    ran: Mutex<Option<&'static str>>,
}

/// A version of a message's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// The hash of the text, which itself may be long.
    hash: u64,
    edited_at: Option<Timestamp>,
}

/// The result of comparing a version of a message with the known one.
enum Compared {
    /// No version is known.
    New,
    /// The version is newer than the known one.
    Changed(Arc<Call>),
    /// The version has the same text, or a later edit arrived before it.
    Stale,
}

/// Runs the call of a new message. The message is remembered when this returns; the call runs when the future is awaited.
pub(crate) fn created(
    edits: &Edits,
    runtime: &Arc<Runtime>,
    (message, version): (MessageId, Version),
    invocation: Box<Invocation>,
) -> impl Future<Output = ()> + Send + 'static + use<> {
    let runtime = Arc::clone(runtime);
    let tracked = edits.within.filter(|_| edits.tracks(&runtime, &invocation));
    let call = tracked.map(|_| match edits.compare(message, version) {
        Compared::New => Some(edits.remember(message, version)),
        Compared::Changed(call) => Some(call),
        Compared::Stale => None,
    });
    async move {
        match call {
            Some(Some(call)) => call.run(&runtime, invocation, version).await,
            // The edit arrived first, or Discord sent the message twice.
            Some(None) => {}
            None => {
                dispatch::execute(&runtime, invocation).await;
            }
        }
    }
}

/// Runs the call of an edited message.
pub(crate) async fn updated(edits: &Edits, runtime: &Arc<Runtime>, update: MessageUpdateEvent) {
    let Some(within) = edits.within else { return };
    // Discord also sends updates that are not edits: a link gets its preview, a message is pinned. They have no text, no edit time, or
    // those of a known edit.
    let Some(edited_at) = update.edited_timestamp else { return };
    if update.content.is_none() || update.author.as_ref().is_none_or(|author| author.bot) {
        return;
    }
    let written = update.id.created_at();
    if since(written, edited_at) > within || runtime.refuses_received() {
        return;
    }
    let mut message = Message::default();
    update.apply_to_message(&mut message);
    let message = CallMessage::from(&message);
    let (id, version) = (message.id, Version::of(&message));
    let compared = edits.compare(id, version);
    let Some(invocation) = prefix::invocation(runtime, message) else { return };
    if !edits.tracks(runtime, &invocation) {
        return;
    }
    let call = match compared {
        Compared::Stale => return,
        Compared::Changed(call) => call,
        Compared::New if since(written, runtime.clock.timestamp()) > within => return,
        // An update of another kind, of a message that was edited before the bot started.
        Compared::New if since(edited_at, runtime.clock.timestamp()) > runtime.started.elapsed() => return,
        Compared::New => edits.remember(id, version),
    };
    call.run(runtime, invocation, version).await;
}

/// Deletes the answers to deleted messages.
pub(crate) async fn deleted(edits: &Edits, runtime: &Arc<Runtime>, messages: &[MessageId]) {
    let _running = runtime.tasks.token();
    let calls = messages.iter().filter_map(|message| edits.forget(*message));
    futures::future::join_all(calls.map(|call| async move {
        // Waits for a run that may still be answering.
        if let Ok(_permit) = call.running.acquire().await {
            answers::delete(runtime.directory.api(), call.answers.take()).await;
        }
    }))
    .await;
}

impl Edits {
    /// Creates an empty store. With `None` only the calls of commands that ask for it are remembered.
    pub(crate) fn new(within: Option<Duration>, registry: &Registry) -> Self {
        let asks = |wanted| registry.commands().any(|command| command.track_edits == Some(wanted));
        Self {
            within: within.or_else(|| asks(true).then_some(WITHIN)),
            by_default: within.is_some(),
            by_command: asks(true) || asks(false),
            calls: Mutex::default(),
        }
    }

    /// Whether the command that a call asks for runs again when its message is edited.
    fn tracks(&self, runtime: &Runtime, invocation: &Invocation) -> bool {
        if !self.by_command {
            return self.by_default;
        }
        let command = dispatch::command_of(runtime, invocation);
        command.and_then(|command| command.track_edits).unwrap_or(self.by_default)
    }

    /// Whether calls are remembered.
    pub(crate) fn are_tracked(&self) -> bool {
        self.within.is_some()
    }

    /// Drops the calls whose messages are too old to be edited.
    pub(crate) fn sweep(&self) {
        self.calls().retain(|_, call| !self.is_over(call));
    }

    /// Compares a version of a message with the known one, and stores it if it is newer.
    fn compare(&self, message: MessageId, version: Version) -> Compared {
        let Some(call) = self.calls().get(&message).map(Arc::clone) else { return Compared::New };
        let mut known = call.version();
        match *known {
            Some(known) if known.hash == version.hash || version.edited_at <= known.edited_at => {
                return Compared::Stale;
            }
            Some(_) => *known = Some(version),
            None => return Compared::Stale,
        }
        drop(known);
        Compared::Changed(call)
    }

    fn remember(&self, message: MessageId, version: Version) -> Arc<Call> {
        let mut calls = self.calls();
        if calls.len() >= MOST {
            calls.retain(|_, call| !self.is_over(call));
        }
        if calls.len() >= MOST {
            calls.pop_first();
        }
        let call = calls.entry(message).or_insert_with(|| {
            Arc::new(Call {
                since: Instant::now(),
                version: Mutex::new(Some(version)),
                running: Semaphore::new(1),
                answers: Answers::default(),
                ran: Mutex::default(),
            })
        });
        Arc::clone(call)
    }

    /// Removes the call of a deleted message; versions that have not run yet are not run.
    fn forget(&self, message: MessageId) -> Option<Arc<Call>> {
        let call = self.calls().remove(&message)?;
        *call.version() = None;
        Some(call)
    }

    fn is_over(&self, call: &Call) -> bool {
        self.within.is_none_or(|within| call.since.elapsed() > within.saturating_add(MARGIN))
    }

    fn calls(&self) -> MutexGuard<'_, BTreeMap<MessageId, Arc<Call>>> {
        // Nothing in here can panic halfway through a change.
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Call {
    /// Runs a version of the message, unless a newer one arrives before its permit.
    async fn run(self: Arc<Self>, runtime: &Arc<Runtime>, mut invocation: Box<Invocation>, version: Version) {
        let Ok(_permit) = self.running.acquire().await else { return };
        if *self.version() != Some(version) {
            return;
        }
        let again = Arc::new(OverwritingResponder::new(&invocation, self.answers.clone()));
        invocation.responder = Arc::clone(&again) as Arc<dyn Responder>;
        invocation.paid_for = self.paid_for();
        let outcome = dispatch::execute(runtime, invocation).await;
        if outcome.started {
            *self.ran.lock().unwrap_or_else(PoisonError::into_inner) = outcome.command;
        }
        again.finish(runtime.directory.api(), outcome.command.is_some()).await;
    }

    fn paid_for(&self) -> Option<&'static str> {
        *self.ran.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn version(&self) -> MutexGuard<'_, Option<Version>> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Version {
    pub(crate) fn of(message: &CallMessage) -> Self {
        let mut hasher = DefaultHasher::new();
        message.content.hash(&mut hasher);
        Self { hash: hasher.finish(), edited_at: message.edited_timestamp }
    }
}

/// Returns the time between two timestamps; zero if the second is not later.
fn since(earlier: Timestamp, later: Timestamp) -> Duration {
    // Works with serenity's feature `chrono` as well, which changes the type behind a timestamp and which another crate may enable.
    let seconds = later.unix_timestamp() - earlier.unix_timestamp();
    Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}

#[cfg(test)]
mod tests;
