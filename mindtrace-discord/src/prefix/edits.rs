//! Prefix commands whose messages are edited or deleted: the call follows what the message says.

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

use self::answers::{Again, Answers};
use crate::dispatch::{self, Invocation};
use crate::prefix;
use crate::responder::Responder;
use crate::runtime::Runtime;

/// How many calls are remembered; the oldest message goes first.
const MOST: usize = 1000;

/// How much longer a call is remembered than its message may be edited: whatever reaches us later is no edit that could
/// still count, so what is not remembered is never run twice.
const MARGIN: Duration = Duration::from_mins(1);

/// The calls whose messages may still be edited.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    /// How long after it was written an edited message runs again; `None` when none does.
    within: Option<Duration>,
    /// By message, which is by age.
    calls: Mutex<BTreeMap<MessageId, Arc<Call>>>,
}

/// One message that made a call.
#[derive(Debug)]
struct Call {
    since: Instant,
    /// What the message says; `None` once it is deleted.
    version: Mutex<Option<Version>>,
    /// One run at a time, in the order of the edits.
    turn: Semaphore,
    answers: Answers,
}

/// What a message said, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    /// Of the text; the text itself may be long.
    hash: u64,
    edited_at: Option<Timestamp>,
}

/// What a version of a message is to us.
enum Seen {
    /// The first one we hear of.
    New,
    /// One that follows what we know.
    Changed(Arc<Call>),
    /// One that says the same, or that an edit has overtaken.
    Stale,
}

/// Runs the call that a new message makes; the message is remembered when this returns, the call runs when it is awaited.
pub(crate) fn created(
    edits: &Edits,
    runtime: &Arc<Runtime>,
    message: &Message,
    invocation: Invocation,
) -> impl Future<Output = ()> + Send + 'static + use<> {
    let runtime = Arc::clone(runtime);
    let version = Version::of(message);
    let call = edits.within.map(|_| match edits.seen(message.id, version) {
        Seen::New => Some(edits.remember(message.id, version)),
        Seen::Changed(call) => Some(call),
        Seen::Stale => None,
    });
    async move {
        match call {
            Some(Some(call)) => call.run(&runtime, invocation, version).await,
            // The edit was faster, or Discord has sent the message twice.
            Some(None) => {}
            None => {
                dispatch::execute(&runtime, invocation).await;
            }
        }
    }
}

/// Runs the call that a message makes since it was edited.
pub(crate) async fn updated(edits: &Edits, runtime: &Arc<Runtime>, update: MessageUpdateEvent) {
    let Some(within) = edits.within else { return };
    // Discord sends updates of its own as well: when a link gets its preview, when a message is pinned. They have no
    // text, or no edit, or those of an edit that we know.
    let Some(edited_at) = update.edited_timestamp else { return };
    if update.content.is_none() || update.author.as_ref().is_none_or(|author| author.bot) {
        return;
    }
    let written = update.id.created_at();
    if since(written, edited_at) > within || runtime.is_draining() {
        return;
    }
    let mut message = Message::default();
    update.apply_to_message(&mut message);
    let version = Version::of(&message);
    let known = edits.seen(message.id, version);
    let Some(invocation) = prefix::invocation(runtime, &message) else { return };
    let call = match known {
        Seen::Stale => return,
        Seen::Changed(call) => call,
        Seen::New if since(written, Timestamp::now()) > within => return,
        Seen::New => edits.remember(message.id, version),
    };
    call.run(runtime, invocation, version).await;
}

/// Deletes the answers of messages that are gone.
pub(crate) async fn deleted(edits: &Edits, runtime: &Arc<Runtime>, messages: &[MessageId]) {
    let _running = runtime.tasks.token();
    let calls = messages.iter().filter_map(|message| edits.forget(*message));
    futures::future::join_all(calls.map(|call| async move {
        // Behind the run that may still be answering.
        if let Ok(_turn) = call.turn.acquire().await {
            answers::delete(runtime.directory.api(), call.answers.take()).await;
        }
    }))
    .await;
}

impl Edits {
    /// Nothing is remembered; with `None` nothing ever is.
    pub(crate) fn new(within: Option<Duration>) -> Self {
        Self { within, calls: Mutex::default() }
    }

    /// Whether any call is remembered.
    pub(crate) fn are_tracked(&self) -> bool {
        self.within.is_some()
    }

    /// Forgets the calls whose messages are too old to be edited.
    pub(crate) fn sweep(&self) {
        self.calls().retain(|_, call| !self.is_over(call));
    }

    /// Compares a version of a message with what is known of it, and keeps it if it is newer.
    fn seen(&self, message: MessageId, version: Version) -> Seen {
        let Some(call) = self.calls().get(&message).map(Arc::clone) else { return Seen::New };
        let mut known = call.version();
        match *known {
            Some(known) if known.hash == version.hash || version.edited_at <= known.edited_at => {
                return Seen::Stale;
            }
            Some(_) => *known = Some(version),
            None => return Seen::Stale,
        }
        drop(known);
        Seen::Changed(call)
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
                turn: Semaphore::new(1),
                answers: Answers::default(),
            })
        });
        Arc::clone(call)
    }

    /// Takes out the call of a message that is gone; what has not run yet does not run any more.
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
    /// Runs what the message says by `version`, unless it says something else by the time it is its turn.
    async fn run(self: Arc<Self>, runtime: &Arc<Runtime>, mut invocation: Invocation, version: Version) {
        let Ok(_turn) = self.turn.acquire().await else { return };
        if *self.version() != Some(version) {
            return;
        }
        let again = Arc::new(Again::new(&invocation, self.answers.clone()));
        invocation.responder = Arc::clone(&again) as Arc<dyn Responder>;
        let outcome = dispatch::execute(runtime, invocation).await;
        again.finish(runtime.directory.api(), outcome.command.is_some()).await;
    }

    fn version(&self) -> MutexGuard<'_, Option<Version>> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Version {
    fn of(message: &Message) -> Self {
        let mut hasher = DefaultHasher::new();
        message.content.hash(&mut hasher);
        Self { hash: hasher.finish(), edited_at: message.edited_timestamp }
    }
}

/// The time between two moments of the same clock; none when the second is not later.
fn since(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(*later - *earlier).unwrap_or_default()
}

#[cfg(test)]
mod tests;
