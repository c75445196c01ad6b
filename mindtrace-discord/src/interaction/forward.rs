//! Messages between the processes of one bot: clicks and modal submissions for a collector of another process, events that its handlers
//! may wait for, and requests to drain.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "http")]
use futures::future::join_all;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serenity::model::application::ComponentInteraction;
use tokio::time::{sleep, timeout};

use super::command::Called;
use super::read::read;
use super::submission::Submission;
use super::{component, kind};
use crate::operations::processes::key;
use crate::runtime::Runtime;
use crate::shared_state::{Away, SharedState};
use crate::telemetry::Entry;

/// How long the other process has to receive an interaction. Discord waits three seconds for an answer.
const LIMIT: Duration = Duration::from_secs(2);

/// The same if Redis has not said whether it passed the interaction on. Before it was sent, this process may have waited for Redis.
const UNCERTAIN: Duration = Duration::from_secs(1);

/// The time until a message is sent again to a process that lives, and does not listen at the moment.
const RETRY: Duration = Duration::from_millis(100);

/// A message from one process to another.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Message {
    /// An interaction for a collector of the receiver.
    Interaction { id: u64, from: String, data: String },
    /// An interaction was received.
    Received { id: u64 },
    /// An event that another program raised, for handlers of the receiver that wait for it.
    Event { name: String, data: Value },
    /// The receiver refuses new calls from now on.
    Drain,
}

/// An interaction for another process.
pub(super) struct Foreign {
    process: String,
    id: u64,
    data: String,
}

impl Foreign {
    /// Returns the interaction with this custom id if it belongs to a collector of another process, which may have ended.
    pub(super) fn new(runtime: &Runtime, id: u64, custom_id: &str, data: &str) -> Option<Self> {
        runtime.shared.as_ref()?;
        let process = runtime.collectors.other_process(custom_id)?;
        Some(Self { process: process.to_owned(), id, data: data.to_owned() })
    }

    /// Passes the interaction on. Returns whether the other process has received it; it then answers.
    pub(super) async fn forward(self, runtime: &Runtime) -> bool {
        let Some(shared) = &runtime.shared else { return false };
        let Self { process, id, data } = self;
        let message = Message::Interaction { id, from: runtime.processes.id().to_owned(), data };
        // Numbers and texts only, which always serialize.
        let text = serde_json::to_string(&message).unwrap_or_default();
        let mut forwarded = runtime.processes.forward(id);
        let received = async {
            match send(&**shared, &process, &text).await {
                Ok(true) => forwarded.received().await,
                Ok(false) => false,
                // If it was passed on, the other process answers, and the caller must not be told that the interaction has expired.
                Err(Away) => timeout(UNCERTAIN, forwarded.received()).await.unwrap_or(false),
            }
        };
        let received = timeout(LIMIT, received).await.unwrap_or(false);
        tracing::debug!(interaction = id, process, received, "an interaction belongs to another process");
        received
    }
}

/// Tells the other processes to drain, and returns how many were told. One that is connecting again is told a little later.
#[cfg(feature = "http")]
pub(crate) async fn drain_others(runtime: &Runtime) -> usize {
    let Some(shared) = &runtime.shared else { return 0 };
    let text = &serde_json::to_string(&Message::Drain).unwrap_or_default();
    let others = runtime.processes.others();
    let told = others.iter().map(|process| async move {
        let told = matches!(timeout(LIMIT, send(&**shared, &process.id, text)).await, Ok(Ok(true)));
        if !told {
            tracing::warn!(process = process.id.as_str(), "another process was not told to drain");
        }
        told
    });
    join_all(told).await.into_iter().filter(|told| *told).count()
}

/// Returns the message with an event that another program raised. `None` if this is the only process.
#[cfg(feature = "http")]
pub(crate) fn event_for_others(runtime: &Runtime, name: &str, data: &Value) -> Option<String> {
    if runtime.shared.is_none() || runtime.processes.others().is_empty() {
        return None;
    }
    serde_json::to_string(&Message::Event { name: name.to_owned(), data: data.clone() }).ok()
}

/// Sends a message to all other processes in the background.
#[cfg(feature = "http")]
pub(crate) fn send_to_others(runtime: &Arc<Runtime>, text: String) {
    let runtime = Arc::clone(runtime);
    tokio::spawn(async move {
        let Some(shared) = &runtime.shared else { return };
        for process in runtime.processes.others().iter() {
            if let Err(error) = shared.publish(&channel(&process.id), &text).await {
                tracing::warn!(%error, process = process.id.as_str(), "another process got no message");
            }
        }
    });
}

/// Receives messages from other processes as long as the bot runs.
pub(crate) async fn receive_forwarded(runtime: Arc<Runtime>) {
    let Some(shared) = &runtime.shared else { return };
    let mut texts = shared.subscribe(&channel(runtime.processes.id()));
    while let Some(text) = texts.recv().await {
        match serde_json::from_str(&text) {
            Ok(Message::Received { id }) => runtime.processes.was_received(id),
            Ok(Message::Event { name, data }) => offer(&runtime, &name, data),
            Ok(Message::Drain) => {
                tracing::info!("draining the bot, as requested at another process");
                runtime.telemetry.write(|| Entry::operated("drain", None, "another process", None));
                runtime.drain();
            }
            Ok(Message::Interaction { id, from, data }) => {
                let received = serde_json::to_string(&Message::Received { id }).unwrap_or_default();
                // The sender has claimed it, so it is handled once, also if it came here as well and was left to the sender.
                runtime.handled.insert(id);
                if let Err(error) = handle(&runtime, &data) {
                    tracing::warn!(%error, "an interaction of another process cannot be read");
                    continue;
                }
                if shared.publish(&channel(&from), &received).await.is_err() {
                    tracing::debug!("an interaction of another process could not be acknowledged");
                }
            }
            Err(error) => tracing::debug!(%error, "a message of another process cannot be read"),
        }
    }
}

/// Offers an event to the handlers of this process that wait for it. Handlers of the event run in the process that received it.
fn offer(runtime: &Runtime, name: &str, data: Value) {
    let spec = runtime.registry.http_event_called(name);
    let Some(spec) = spec.filter(|spec| runtime.event_waits.is_awaited(spec.event_id)) else { return };
    // The code of an author reads it, which may panic.
    match catch_unwind(AssertUnwindSafe(|| (spec.parse)(data))) {
        Ok(Ok(parsed)) => runtime.event_waits.offer(spec.event_id, &parsed.event, &runtime.activity),
        // The path only: the data may be a user's.
        Ok(Err(error)) => {
            let path = error.path().to_string();
            tracing::warn!(event = name, path, "an event of another process has other fields than its type");
        }
        Err(_) => tracing::error!(event = name, "an event of another process panicked while it was read"),
    }
}

/// Sends a message. Returns whether a process has got it; one that lives may be connecting again.
async fn send(shared: &dyn SharedState, process: &str, text: &str) -> Result<bool, Away> {
    while shared.publish(&channel(process), text).await? == 0 {
        if shared.get(&key(process)).await?.is_none() {
            return Ok(false);
        }
        sleep(RETRY).await;
    }
    Ok(true)
}

/// Handles an interaction that another process has received and claimed.
fn handle(runtime: &Arc<Runtime>, data: &str) -> serde_json::Result<()> {
    let called: Called = read(data)?;
    let (busy, handling) = (runtime.activity.begin(), Arc::clone(runtime));
    match called.kind {
        kind::COMPONENT => {
            let mut click: ComponentInteraction = read(data)?;
            called.restore_permissions(&mut click);
            runtime.spawn(async move {
                component::click(&handling, click).await;
                drop(busy);
            });
        }
        kind::MODAL_SUBMIT => {
            let submission = Submission::read(data)?;
            runtime.spawn(async move {
                component::submit(&handling, submission).await;
                drop(busy);
            });
        }
        // Only these belong to collectors.
        _ => {}
    }
    Ok(())
}

/// Returns the channel of a process.
fn channel(process: &str) -> String {
    format!("process:{process}")
}
